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

    /** Processor seconds of one of the processes for a thousand users, where the system tells. */
    OptionalDouble cpuPerThousandUsers(Function<Reading, Optional<Duration>> process) {
        var before = process.apply(from);
        var after = process.apply(to);
        if (before.isEmpty() || after.isEmpty() || users() == 0) {
            return OptionalDouble.empty();
        }
        var used = after.get().minus(before.get()).toNanos() / NANOS_IN_A_SECOND;
        return OptionalDouble.of(used / (users() / A_THOUSAND));
    }

    /** Whether a moment, in microseconds since 1970, lies in it. */
    boolean contains(long micros) {
        return micros >= Receipts.micros(from.time()) && micros < Receipts.micros(to.time());
    }
}
