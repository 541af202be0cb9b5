package dev.iris.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fuzzer finds what is planted for it. */
class FuzzRunIT {
    private static final int SEED = 7;

    @TempDir
    private Path folder;

    @Test
    void aCrashBehindFourBytesIsFoundAndItsInputKept() throws Exception {
        assertThat(found(PlantedCrash.class, FuzzRun.LONGEST_INPUT))
                .contains("PlantedCrash was broken")
                .contains("planted crash");
        assertThat(kept("crash-")).hasSize(1);
    }

    @Test
    void aHangIsFound() throws Exception {
        assertThat(found(PlantedHang.class, Duration.ofSeconds(3))).contains("timeout after");
        assertThat(kept("timeout-")).hasSize(1);
    }

    @Test
    void memoryThatGrowsIsFound() throws Exception {
        assertThat(found(PlantedGrowth.class, FuzzRun.LONGEST_INPUT)).contains("the heap grew");
    }

    private String found(Class<? extends FuzzTarget> target, Duration longestInput) throws Exception {
        var seeds = Files.createDirectory(folder.resolve("seeds"));
        Files.writeString(seeds.resolve("a"), "a");
        return new FuzzRun(target, seeds, folder, SEED, Duration.ofSeconds(50), longestInput).run();
    }

    private List<Path> kept(String prefix) throws Exception {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    /** Nobody guesses the word: the way there is found byte by byte. */
    public static final class PlantedCrash implements FuzzTarget {
        @Override
        public void check(byte[] input) {
            if (new String(input, ISO_8859_1).equals("word")) {
                throw new IllegalStateException("planted crash");
            }
        }
    }

    /** Never ends once an input begins with an X. */
    public static final class PlantedHang implements FuzzTarget {
        private volatile boolean waiting;

        @Override
        public void check(byte[] input) {
            waiting = input.length > 0 && input[0] == 'X';
            while (waiting) {
                Thread.onSpinWait();
            }
        }
    }

    /** Remembers every input. */
    public static final class PlantedGrowth implements FuzzTarget {
        private final List<byte[]> remembered = new ArrayList<>();

        @Override
        public void check(byte[] input) {
            remembered.add(new byte[512]);
        }
    }
}
