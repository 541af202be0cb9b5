package dev.iris.cli.bench;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What happened between two readings. */
record Window(Reading from, Reading to) {
    private static final double NANOS_IN_A_SECOND = 1e9;
    private static final double A_THOUSAND = 1_000;

    double seconds() {
        return Duration.between(from.time(), to.time()).toNanos() / NANOS_IN_A_SECOND;
    }

    long users() {
        return to.figures().users() - from.figures().users();
    }

    double usersPerSecond() {
        return users() / seconds();
    }

    double messagesPerSecond() {
        return (to.figures().messages() - from.figures().messages()) / seconds();
    }

    /** How many processors one of the processes kept busy, where the system tells. */
    OptionalDouble processors(Function<Reading, Optional<Duration>> process) {
        return used(process).map(time -> OptionalDouble.of(time / seconds())).orElse(OptionalDouble.empty());
    }

    /** Processor seconds of one of the processes for a thousand users, where the system tells. */
    OptionalDouble cpuPerThousandUsers(Function<Reading, Optional<Duration>> process) {
        return used(process)
                .filter(_ -> users() > 0)
                .map(time -> OptionalDouble.of(time / (users() / A_THOUSAND)))
                .orElse(OptionalDouble.empty());
    }

    private Optional<Double> used(Function<Reading, Optional<Duration>> process) {
        return process.apply(to)
                .flatMap(after -> process.apply(from).map(after::minus))
                .map(time -> time.toNanos() / NANOS_IN_A_SECOND);
    }

    /** Whether a moment, in microseconds since 1970, lies in it. */
    boolean contains(long micros) {
        return micros >= Receipts.micros(from.time()) && micros < Receipts.micros(to.time());
    }
}
