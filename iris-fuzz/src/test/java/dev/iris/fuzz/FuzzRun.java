package dev.iris.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * One run of the fuzzer over one target, in a process of its own with a small heap. What it finds, its log and the inputs that reached
 * something new are in its folder, which the next run goes on from.
 *
 * @param corpus folder of the seeds; a dictionary may lie beside it, named like it and ending in {@code .dict}
 * @param folder of the run
 * @param seed of the fuzzer's chance, above zero
 * @param time how long inputs are tried
 * @param longestInput how long one input may take
 */
record FuzzRun(
        Class<? extends FuzzTarget> target, Path corpus, Path folder, int seed, Duration time, Duration longestInput) {
    /** No input may take longer: far more than any needs, as the first meets a cold process on a busy machine. */
    static final Duration LONGEST_INPUT = Duration.ofSeconds(20);

    /** In less time neither the best compiler nor a look into the libraries pays. */
    private static final Duration SHORT = Duration.ofMinutes(1);

    /** Beyond its time a run starts, reads the seeds and writes what it found, on a busy machine too. */
    private static final Duration AROUND = Duration.ofMinutes(10);

    private static final String HEAP = "-Xmx256m";
    private static final int MOST_MEGABYTES = 1_024;
    private static final int LINES_SHOWN = 40;

    /** Runs; says what was found, empty when nothing. */
    String run() throws IOException, InterruptedException {
        Files.createDirectories(found());
        System.out.println("Fuzzing " + target.getSimpleName() + " for " + time.toSeconds() + " s with seed " + seed);
        var log = folder.resolve("fuzz.log");
        var process = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = process.waitFor(time.plus(AROUND).toSeconds(), TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? "" : finding(log);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Lets the next run begin with the seeds alone. */
    void forgetWhatWasReached() throws IOException {
        Files.createDirectories(found());
        try (var files = Files.list(found())) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private String finding(Path log) throws IOException {
        return target.getSimpleName() + " was broken with seed " + seed
                + ". The input is the newest crash-, timeout- or oom- file in "
                + folder
                + "; a copy of it in " + corpus + " is tried first by every later run. From " + log + ":\n"
                + String.join("\n", shown(Files.readString(log, UTF_8).lines().toList()));
    }

    /** From the first word of a finding on; when there is none, the end. */
    private static List<String> shown(List<String> log) {
        int first = IntStream.range(0, log.size())
                .filter(line -> log.get(line).startsWith("=="))
                .findFirst()
                .orElse(Math.max(0, log.size() - LINES_SHOWN));
        return log.subList(first, Math.min(log.size(), first + LINES_SHOWN));
    }

    private List<String> command() {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                isShort() ? "-XX:TieredStopAtLevel=1" : "-XX:+TieredCompilation",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer"));
        command.addAll(options());
        if (Files.exists(dictionary())) {
            command.add("-dict=" + dictionary());
        }
        command.addAll(List.of(found().toString(), corpus.toString()));
        return command;
    }

    private List<String> options() {
        return List.of(
                "--target_class=" + FuzzEntry.class.getName(),
                "--target_args=" + target.getName(),
                "--instrumentation_includes=dev.iris.**" + (isShort() ? "" : ":org.snakeyaml.**:tools.jackson.core.**"),
                "--custom_hook_includes=dev.iris.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-seed=" + seed,
                "-max_total_time=" + time.toSeconds(),
                "-timeout=" + longestInput.toSeconds(),
                "-rss_limit_mb=" + MOST_MEGABYTES,
                "-print_final_stats=1");
    }

    private boolean isShort() {
        return time.compareTo(SHORT) < 0;
    }

    private Path found() {
        return folder.resolve("corpus");
    }

    private Path dictionary() {
        return corpus.resolveSibling(corpus.getFileName() + ".dict");
    }
}
