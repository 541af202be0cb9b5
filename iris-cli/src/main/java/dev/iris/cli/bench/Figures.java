package dev.iris.cli.bench;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The figures that all benchmarks report, in the same words. */
final class Figures {
    private Figures() {}

    /** What was run, and where. */
    static Report head(String benchmark, Load load) throws InterruptedException {
        var report = new Report().text("benchmark", "benchmark", benchmark);
        Machine.commit()
                .ifPresentOrElse(
                        commit -> report.text("commit", "commit", commit),
                        () -> report.absent("commit", "commit", "not known"));
        return report.group("machine", Machine.describe())
                .count("seed", "seed", load.seed())
                .number("warmUpSeconds", "warm-up, s", load.warmUp().toMillis() / 1_000.0, 1)
                .count("usersPerMessage", "most users a message", load.usersPerMessage())
                .count("concurrency", "messages in flight", load.concurrency());
    }

    static void rates(Report report, Window window) {
        report.number("measuredSeconds", "measured, s", window.seconds(), 1)
                .number("usersPerSecond", "users/s", window.usersPerSecond(), 0)
                .number("messagesPerSecond", "messages/s", window.messagesPerSecond(), 0);
    }

    static void costs(Report report, Window window, Rig.Ending ending) {
        processors(report, window);
        report.measured("peakRssMegabytes", "peak memory of the server, MB", ending.peakMegabytes(), 0);
    }

    static void processors(Report report, Window window) {
        report.measured(
                        "cpuSecondsPer1000Users",
                        "processor seconds of the server, 1,000 users",
                        window.cpuPerThousandUsers(Reading::server),
                        4)
                .measured(
                        "partnerCpuSecondsPer1000Users",
                        "processor seconds of the partner",
                        window.cpuPerThousandUsers(Reading::partner),
                        4)
                .measured(
                        "loadCpuSecondsPer1000Users",
                        "processor seconds of the load's sender",
                        window.cpuPerThousandUsers(Reading::load),
                        4);
    }

    static void books(Report report, long accepted, Rig.Ending ending, PartnerAccount account, Judgement judgement) {
        report.count("eventsAccepted", "events accepted", accepted)
                .count("usersDelivered", "users the partner accepted", account.users())
                .count("backlogAtEnd", "backlog at the end", ending.figures().backlog())
                .count("repeats", "repeats", account.repeats())
                .count("failed", "failed", ending.figures().failed())
                .count("lost", "devices lost", judgement.lost())
                .count("invented", "devices invented", judgement.invented());
    }

    /** From the 202 to the partner's books, for the sampled devices that were accepted in the window. */
    static Latencies acceptedToReceived(Audience audience, Samples samples, PartnerAccount account, Window window) {
        var latencies = new Latencies();
        for (int i = 0; i < samples.size(); i++) {
            long accepted = samples.acceptedAt(i);
            if (window.contains(accepted)) {
                account.receiptOf(audience.sampled(i)).ifPresent(received -> latencies.add(received - accepted));
            }
        }
        return latencies;
    }

    /** From the moment an event was meant to be sent to the partner's books, for those meant in the window. */
    static Latencies meantToReceived(Audience audience, Samples samples, PartnerAccount account, Window window) {
        var latencies = new Latencies();
        for (int i = 0; i < samples.size(); i++) {
            long meant = samples.meantAt(i);
            if (window.contains(meant)) {
                account.receiptOf(audience.sampled(i)).ifPresent(received -> latencies.add(received - meant));
            }
        }
        return latencies;
    }

    /** A count as a number. */
    static OptionalDouble number(OptionalInt count) {
        return count.isPresent() ? OptionalDouble.of(count.getAsInt()) : OptionalDouble.empty();
    }
}
