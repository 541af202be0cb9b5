package dev.iris.rocksdb;

import static dev.iris.testkit.engine.Examples.ONE;
import static dev.iris.testkit.engine.Examples.START;
import static dev.iris.testkit.engine.Examples.catalog;
import static dev.iris.testkit.engine.Examples.qualifies;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.model.DeviceId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more, made by a limit on the size of files: nothing that was answered is lost, nothing more is promised. */
class FullDiskIT {
    /** More than the native library, which is unpacked beside the store, and less than a write-ahead log grows to. */
    private static final int MEGABYTES_OF_A_FILE = 24;

    @TempDir
    private Path folder;

    @Test
    void whatWasAnsweredIsThereWhenTheDiskIsWellAgainAndNothingIsTakenBefore() throws Exception {
        var found = fillDisk();
        int calls = Integer.parseInt(found.getOrDefault("accepted", "-1"));
        assertThat(calls).isPositive();
        assertThat(found)
                .containsEntry("trouble before", "false")
                .containsEntry("refused again", "true")
                .containsEntry("due", "0")
                .containsEntry("taken", "0")
                .containsEntry("settling refused", "true")
                .containsEntry("adopting refused", "true")
                .containsEntry("closed", "true");
        assertThat(found.get("trouble")).startsWith("the store cannot be written: ");
        try (var engine = RocksEngine.open(folder, catalog(1), InstantSource.fixed(START), System::nanoTime)) {
            assertThat(engine.findTrouble()).isEmpty();
            assertThat(missing(engine, calls * FullDisk.CALL)).isEmpty();
            assertThat(engine.backlog(ONE).devices())
                    .as("a refused call is there as a whole or not at all")
                    .isIn((long) calls * FullDisk.CALL, (long) (calls + 1) * FullDisk.CALL);
            engine.accept(List.of(qualifies("99999999", "A", 0)));
            assertThat(engine.findPending(ONE, new DeviceId("99999999"))).isPresent();
        }
    }

    private static List<Integer> missing(RocksEngine engine, int devices) {
        return IntStream.range(0, devices)
                .filter(i -> engine.findPending(ONE, new DeviceId("" + i)).isEmpty())
                .boxed()
                .toList();
    }

    /** What the other process said, by what it is about. */
    private Map<String, String> fillDisk() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var command = new ArrayList<String>(
                List.of("/bin/sh", "-c", "ulimit -f $1; shift; exec \"$@\"", "sh", blocks(), java.toString()));
        command.addAll(List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), FullDisk.class.getName(), folder.toString()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = process.inputReader(UTF_8)) {
            var found = lines.lines()
                    .filter(line -> line.contains(": "))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf(": ")),
                            line -> line.substring(line.indexOf(": ") + 2),
                            (first, _) -> first));
            assertThat(process.waitFor()).isZero();
            return found;
        }
    }

    /** In a POSIX shell a block has 512 bytes. */
    private static String blocks() {
        return Integer.toString(MEGABYTES_OF_A_FILE * 2 * 1_024);
    }
}
