package dev.iris.rocksdb;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The folder of an engine, which can be copied and damaged as a power loss would. */
record EngineFolder(Path path) {
    /** A write-ahead log. */
    record Log(long number, long length) {}

    /**
     * What happened to the newest log.
     *
     * @param bytes how many bytes of it are not as they were written
     */
    record Damage(String kind, long bytes) {
        boolean isNone() {
            return bytes == 0;
        }
    }

    /** The log that is being written. */
    Log newestLog() {
        try {
            var file = newest();
            return new Log(number(file), Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies everything but the lock, of an engine that rests. */
    void copyTo(EngineFolder other) throws IOException {
        Files.createDirectories(other.store());
        for (var file : files()) {
            if (!file.endsWith("LOCK")) {
                Files.copy(file, other.store().resolve(file.getFileName()));
            }
        }
    }

    /** From that byte on the newest log is cut off, or holds what file systems leave there. */
    Damage damage(long from, Random random) throws IOException {
        try (var log = new RandomAccessFile(newest().toFile(), "rw")) {
            var rest = new byte[(int) (log.length() - from)];
            var kind = random.nextInt(4);
            switch (kind) {
                case 0 -> log.setLength(from);
                case 1 -> overwrite(log, from, rest);
                case 2 -> {
                    random.nextBytes(rest);
                    overwrite(log, from, rest);
                }
                default -> {
                    log.setLength(from);
                    overwrite(log, from, new byte[random.nextInt(100_000)]);
                }
            }
            return new Damage(
                    List.of("cut off", "zeros", "rubbish", "zeros beyond").get(kind), rest.length);
        }
    }

    /** Waits until nothing is written in the background any more. */
    void awaitQuiet() {
        await().atMost(Duration.ofMinutes(1)).during(Duration.ofMillis(500)).until(new Stillness(this)::isStill);
    }

    void delete() throws IOException {
        try (var all = Files.walk(path)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Whether the files are as they were when that was asked last. Confined to a test. */
    private static final class Stillness {
        private final EngineFolder folder;
        private Map<Path, Long> before = Map.of();

        Stillness(EngineFolder folder) {
            this.folder = folder;
        }

        boolean isStill() throws IOException {
            var now = new HashMap<Path, Long>();
            for (var file : folder.files()) {
                now.put(file, Files.size(file));
            }
            boolean still = now.equals(before);
            before = now;
            return still;
        }
    }

    private Path store() {
        return path.resolve("store");
    }

    private List<Path> files() throws IOException {
        try (var all = Files.list(store())) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private Path newest() throws IOException {
        return files().stream()
                .filter(file -> file.toString().endsWith(".log"))
                .max(Comparator.comparingLong(EngineFolder::number))
                .orElseThrow();
    }

    private static long number(Path log) {
        return Long.parseLong(log.getFileName().toString().replace(".log", ""));
    }

    private static void overwrite(RandomAccessFile log, long from, byte[] bytes) throws IOException {
        log.seek(from);
        log.write(bytes);
    }
}
