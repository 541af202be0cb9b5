package dev.iris.cli.bench;

import dev.iris.cli.client.CommandFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One command of this program in a process of its own, on the same JDK and class path. Thread-safe. */
final class ChildProgram {
    private static final Duration MOST_TO_START = Duration.ofSeconds(60);
    private static final Duration MOST_TO_END = Duration.ofSeconds(20);
    private static final int MOST_LINES = 10_000;
    private static final double KIBIBYTES_IN_A_MEGABYTE = 1_000_000.0 / 1_024;

    private final String name;
    private final Process process;
    private final Path log;
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>(MOST_LINES);
    private final Thread reader;

    private ChildProgram(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        // Reading a pipe blocks its carrier: two of these on virtual threads stop all others on two processors.
        this.reader = Thread.ofPlatform().daemon().name(name + "-lines").start(this::readLines);
    }

    /** Starts a command with its arguments, on a JVM that is set up as this one; what it logs goes to a file in the folder. */
    static ChildProgram start(Leftovers leftovers, Path folder, String command, List<String> arguments)
            throws IOException {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx1g"));
        line.addAll(choicesOfTheJvm());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.iris.cli.Iris", command));
        line.addAll(arguments);
        var log = folder.resolve(command + ".log");
        var program = new ProcessBuilder(line).redirectError(log.toFile());
        program.environment().keySet().removeIf(variable -> variable.startsWith("IRIS_"));
        return new ChildProgram(command, leftovers.start(program), log);
    }

    /** Such as the collector and the layout of objects. */
    private static List<String> choicesOfTheJvm() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:+Use"))
                .toList();
    }

    /** Asks a process to end, and ends it when it does not. */
    static void end(Process process) {
        process.toHandle().destroy(); // Process.destroy would close its output before its last lines are read
        try {
            if (!process.waitFor(MOST_TO_END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The next line of its standard output that begins so. */
    String awaitLine(String prefix) throws InterruptedException {
        long end = System.nanoTime() + MOST_TO_START.toNanos();
        while (process.isAlive() || !lines.isEmpty()) {
            var line = lines.poll(100, TimeUnit.MILLISECONDS);
            if (line != null && line.startsWith(prefix)) {
                return line;
            }
            if (System.nanoTime() - end > 0) {
                break;
            }
        }
        throw new CommandFailedException("'iris " + name + "' did not get ready" + lastWords());
    }

    /** Asks it to end and waits; the lines that were not read yet. */
    List<String> end() throws InterruptedException {
        end(process);
        reader.join(MOST_TO_END);
        var rest = new ArrayList<String>();
        lines.drainTo(rest);
        return rest;
    }

    /** Processor time that it used so far, where the system tells. */
    Optional<Duration> cpu() {
        return process.info().totalCpuDuration();
    }

    /** The most memory that it ever held, where the system tells (VmHWM of Linux). */
    OptionalDouble peakMegabytes() {
        return megabytes("VmHWM:");
    }

    private OptionalDouble megabytes(String member) {
        var kibibytes = status(member);
        return kibibytes.isPresent()
                ? OptionalDouble.of(kibibytes.getAsInt() / KIBIBYTES_IN_A_MEGABYTE)
                : OptionalDouble.empty();
    }

    /** The memory that it holds now, where the system tells (VmRSS of Linux). */
    OptionalDouble rssMegabytes() {
        return megabytes("VmRSS:");
    }

    /** Threads of the system that it has now, where that tells. */
    OptionalInt threads() {
        return status("Threads:");
    }

    /** Sockets that it has open now, where the system tells. */
    OptionalInt sockets() {
        try (var open = Files.list(proc().resolve("fd"))) {
            return OptionalInt.of(
                    Math.toIntExact(open.filter(ChildProgram::isSocket).count()));
        } catch (IOException | UncheckedIOException e) {
            return OptionalInt.empty();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // it was closed meanwhile
        }
    }

    private OptionalInt status(String member) {
        try (var status = Files.lines(proc().resolve("status"))) {
            return status.filter(line -> line.startsWith(member))
                    .mapToInt(line -> Integer.parseInt(line.replaceAll("[^0-9]", "")))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return OptionalInt.empty();
        }
    }

    private Path proc() {
        return Path.of("/proc", Long.toString(process.pid()));
    }

    private String lastWords() {
        try (var words = Files.lines(log)) {
            return words.filter(line -> line.startsWith("iris: "))
                    .reduce((first, second) -> second)
                    .map(line -> line.substring("iris".length()))
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private void readLines() {
        try (BufferedReader out = process.inputReader()) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                lines.offer(line);
            }
        } catch (IOException e) {
            lines.offer("");
        }
    }
}
