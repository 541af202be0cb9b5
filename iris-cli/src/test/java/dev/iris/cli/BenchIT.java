package dev.iris.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks as a person runs them, short. */
class BenchIT {
    @TempDir
    private Path folder;

    @Test
    void throughputLosesNothingAndTellsItsFiguresAsOneObject() throws Exception {
        var report = run("throughput", "--seconds", "5", "--seed", "42");

        assertThat(report.members())
                .containsKeys(
                        "commit", "p50Millis", "p99Millis", "samples", "cpuSecondsPer1000Users", "peakRssMegabytes");
        assertThat(report.members())
                .containsKeys("machine", "wrk", "ratioToRawEdge", "ratioToWrk", "warmUpSeconds", "measuredSeconds");
        assertThat(number(report, "seed")).isEqualByComparingTo("42");
        assertTold(report, "usersPerSecond", "messagesPerSecond");
        assertTold(object(report, "rawEdge"), "requestsPerSecond", "usersPerSecond");
        assertPositive(object(report, "machine"), "cores");
        assertNothingLost(report);
    }

    @Test
    void latencyLosesNothingAndTellsItsFiguresAsOneObject() throws Exception {
        var report = run("latency", "--seconds", "5", "--rate", "100");

        assertThat(report.members())
                .containsKeys("p50Millis", "p90Millis", "p99Millis", "p999Millis", "maxMillis", "fromAccepted");
        assertThat(report.members()).containsKeys("commit", "machine", "cpuSecondsPer1000Users", "peakRssMegabytes");
        assertTold(report, "usersPerSecond", "samples");
        assertTold(object(report, "rawEdge"), "p50Millis", "p99Millis");
        assertNothingLost(report);
    }

    @Test
    void isolationLosesNothingWhateverTheBadDestinationsDo() throws Exception {
        var report = run(
                "isolation", "--seconds", "5", "--pairs", "2", "--destinations", "12", "--bad", "4", "--rate", "60");

        assertThat(array(report, "pairs")).hasSize(2).allSatisfy(pair -> {
            assertTold((JsonObject) pair, "p50Ratio", "p99Ratio", "p99RatioFromMeant");
            assertTold(object((JsonObject) pair, "without"), "p50Millis", "p99Millis", "samples");
            assertTold(object((JsonObject) pair, "with"), "p50Millis", "p99Millis", "samples");
        });
        assertTold(report, "medianP50Ratio", "medianP99Ratio", "medianP99RatioFromMeant");
        assertThat(object(report, "with").members()).containsKeys("peakThreads", "peakSockets", "peakRssMegabytes");
        assertThat(number(report, "healthyEvents")).isLessThan(number(report, "eventsAccepted"));
        assertThat(number(report, "usersDelivered")).isLessThanOrEqualTo(number(report, "healthyEvents"));
        assertNothingLost(report);
    }

    @Test
    void isolationLosesNothingWhileTokenEndpointsHang() throws Exception {
        var report = run(
                "isolation",
                "--fault",
                "token-hang",
                "--seconds",
                "5",
                "--pairs",
                "1",
                "--destinations",
                "4",
                "--bad",
                "2",
                "--rate",
                "40");

        assertThat(array(report, "pairs")).hasSize(1);
        assertNothingLost(report);
    }

    @Test
    void drainLosesNothingAndTellsItsFiguresAsOneObject() throws Exception {
        var report = run("drain", "--devices", "2000", "--rounds", "2");

        assertThat(array(report, "rounds")).hasSize(2).allSatisfy(round -> {
            assertTold((JsonObject) round, "usersPerSecond", "messagesPerSecond");
            assertThat(((JsonObject) round).members()).containsKey("cpuSecondsPer1000Users");
        });
        assertTold(report, "usersPerSecond", "messagesPerSecond");
        assertTold(object(report, "rawEdge"), "requestsPerSecond", "usersPerSecond");
        assertThat(number(report, "usersDelivered")).isGreaterThanOrEqualTo(BigDecimal.valueOf(6000));
        assertNothingLost(report);
    }

    @Test
    void recoveryHoldsARowADeviceAndTellsEachOnce() throws Exception {
        var report =
                run("recovery", "--devices", "2000", "--events", "10000", "--limit", "50", "--limited-seconds", "5");

        var outage = object(report, "outage");
        assertThat(number(outage, "rows")).isEqualByComparingTo("2000");
        assertThat(number(outage, "delivered")).isEqualByComparingTo("2000");
        assertTold(outage, "usersPerSecond", "beforeUsersPerSecond", "afterUsersPerSecond", "ratioToNormal");
        assertThat(outage.members()).containsKeys("secondsToNotice", "worstEstimateFactor");
        var throttled = object(report, "throttled");
        assertTold(throttled, "messagesPerSecond", "ratioToLimit");
        assertThat(number(throttled, "messages")).isGreaterThanOrEqualTo(BigDecimal.valueOf(250));
        assertThat(number(report, "usersDelivered")).isGreaterThanOrEqualTo(BigDecimal.valueOf(8000));
        assertNothingLost(report);
    }

    @Test
    void destinationsLoseNothingHoweverManyAreIdle() throws Exception {
        var report = run("destinations", "--destinations", "40", "--active", "4", "--devices", "100", "--pairs", "1");

        assertThat(array(report, "with")).hasSize(1).allSatisfy(run -> {
            assertTold((JsonObject) run, "startSeconds", "usersPerSecond", "scrapeMillis");
            assertThat(((JsonObject) run).members()).containsKeys("rssMegabytesAtStart", "cpuSecondsPer1000Users");
        });
        assertTold(report, "putMillis", "medianUsersRatio");
        assertThat(number(report, "lost")).isZero();
        assertThat(number(report, "invented")).isZero();
    }

    @Test
    void anImportCountsItsRowsAndTellsWhatLiveEventsTookBesideIt() throws Exception {
        var report = run("import", "--rows", "2000", "--rate", "50", "--seconds", "5");

        assertThat(number(report, "rowsRead")).isEqualByComparingTo("2000");
        assertThat(number(report, "accepted")).isEqualByComparingTo("2000");
        assertTold(report, "rowsPerSecond", "aloneP99Millis", "duringP99Millis", "p99Ratio");
        assertNothingLost(report);
    }

    @Test
    void aBatchTellsWhatLiveEventsTookBesideIt() throws Exception {
        var report = run("batch", "--devices", "2000", "--rate", "50", "--messages-per-second", "50", "--seconds", "5");

        assertPositive(report, "received", "successful", "withoutSamples", "besideSamples");
        assertTold(report, "importSeconds", "batchUsersPerSecond", "p50Ratio", "p99Ratio");
    }

    private JsonObject run(String benchmark, String... options) throws Exception {
        var program = new ProcessBuilder(command(benchmark, options));
        var out = folder.resolve("out");
        var errors = folder.resolve("errors");
        var process = program.redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.toHandle().destroy();
        }
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        assertThat(temporaryFolders()).isEmpty();
        return (JsonObject) Json.read(Files.readString(out).getBytes(UTF_8), JsonLimits.DOCUMENT);
    }

    private List<String> command(String benchmark, String... options) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.iris.cli.Iris",
                "bench",
                benchmark,
                "--json"));
        command.addAll(List.of(options));
        return command;
    }

    private List<Path> temporaryFolders() throws Exception {
        try (var found = Files.list(folder)) {
            return found.filter(path -> path.getFileName().toString().startsWith("iris-bench-"))
                    .toList();
        }
    }

    private static void assertNothingLost(JsonObject report) {
        for (var name : List.of("lost", "invented", "backlogAtEnd")) {
            assertThat(number(report, name)).as(name).isZero();
        }
        assertPositive(report, "eventsAccepted", "usersDelivered");
    }

    private static void assertPositive(JsonObject report, String... names) {
        for (var name : names) {
            assertThat(number(report, name)).as(name).isPositive();
        }
    }

    /** A busy machine may do nothing in so short a time, so a rate may be zero; it must be there. */
    private static void assertTold(JsonObject report, String... names) {
        for (var name : names) {
            assertThat(number(report, name)).as(name).isNotNegative();
        }
    }

    private static BigDecimal number(JsonObject report, String name) {
        return report.find(name).orElse(JsonValue.NULL) instanceof JsonNumber(String text)
                ? new BigDecimal(text)
                : BigDecimal.ONE.negate();
    }

    private static List<JsonValue> array(JsonObject report, String name) {
        return ((JsonArray) report.find(name).orElse(JsonValue.NULL)).elements();
    }

    private static JsonObject object(JsonObject report, String name) {
        return (JsonObject) report.find(name).orElse(JsonValue.NULL);
    }
}
