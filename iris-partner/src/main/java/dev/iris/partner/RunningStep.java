package dev.iris.partner;

import dev.iris.partner.FaultStep.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One step and how far it got. Not thread-safe. */
final class RunningStep {
    private final FaultStep step;
    private final Instant begin;
    private final Allowance allowance;
    private long passed;
    private long concerned;
    private @Nullable Instant end;

    RunningStep(FaultStep step, Instant partnerStart) {
        this.step = step;
        this.allowance = new Allowance(step.above());
        this.begin = partnerStart.plus(step.from());
        if (step.from().isPositive() && step.span() instanceof Span.For(Duration time)) {
            this.end = begin.plus(time);
        }
    }

    boolean isOver(Instant now) {
        return switch (step.span()) {
            case Span.Times(long requests) -> concerned == requests;
            case Span.For _ -> end != null && !now.isBefore(end);
        };
    }

    boolean concerns(Set<String> users) {
        return !Collections.disjoint(step.users(), users);
    }

    /** Counts a request and says what is to be done to it. */
    Optional<Fault> count(Instant now, RandomGenerator random) {
        if (now.isBefore(begin)) {
            return Optional.empty();
        }
        if (passed < step.after()) {
            passed++;
            return Optional.empty();
        }
        concerned++;
        if (end == null && step.span() instanceof Span.For(Duration time)) {
            end = now.plus(time);
        }
        if (allowance.takes(now)) {
            return Optional.empty();
        }
        return random.nextDouble() < step.share() ? Optional.of(step.fault()) : Optional.empty();
    }
}
