package dev.iris.cli.bench;

/**
 * How the healthy destinations of a trial fared.
 *
 * @param fromAccepted from the 202 to the partner's books
 * @param fromMeant from the moment an event was meant to be sent to the partner's books
 * @param users user entries that the partner accepted
 * @param repeats those of them that told nothing new
 */
record TrialFigures(
        Trial trial, Latencies fromAccepted, Latencies fromMeant, Judgement judgement, long users, long repeats) {
    /** Events for the healthy destinations. */
    long events() {
        return trial.crowd().healthy().stream().mapToLong(Target::events).sum();
    }

    /** With labels for runs of this kind. */
    Report report(String kind) {
        return new Report()
                .number("p50Millis", kind + ": accepted to received, p50, ms", fromAccepted.percentileMillis(50), 2)
                .number("p99Millis", kind + ": accepted to received, p99, ms", fromAccepted.percentileMillis(99), 2)
                .number("p99MillisFromMeant", kind + ": meant to received, p99, ms", fromMeant.percentileMillis(99), 2)
                .count("samples", kind + ": samples", fromAccepted.count())
                .measured(
                        "processorsUsed",
                        kind + ": processors that the server used",
                        trial.window().processors(Reading::server),
                        2);
    }
}
