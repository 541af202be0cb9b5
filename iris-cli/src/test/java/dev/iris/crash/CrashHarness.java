package dev.iris.crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The crash harness as a program: {@code CrashHarness KILLS [SEED [MINUTES]]}. After so many minutes there are no more kills, only the
 * account. Ends with 1 when anything is wrong.
 */
final class CrashHarness {
    private CrashHarness() {}

    static void main(String[] args) throws Exception {
        int kills = Integer.parseInt(args[0]);
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        var most = Duration.ofMinutes(args.length > 2 ? Long.parseLong(args[2]) : 100_000);
        var folder = Files.createTempDirectory("iris-crash");
        System.out.println("crash: seed " + seed + ", kills " + kills + ", folder " + folder);
        System.exit(wrong(folder, seed, kills, most).isEmpty() ? 0 : 1);
    }

    private static List<String> wrong(Path folder, long seed, int kills, Duration most) throws Exception {
        try (var run = new CrashRun(folder, seed, kills)) {
            var report = run.run(most);
            System.out.println(report);
            report.wrong().forEach(System.out::println);
            return report.wrong();
        }
    }
}
