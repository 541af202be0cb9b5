package dev.iris.partner;

import dev.iris.partner.FaultStep.Span;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The steps that are still to come, for each endpoint in their order. Thread-safe. */
final class FaultPlan {
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<Endpoint, Queue<Running>> steps = new EnumMap<>(Endpoint.class);

    FaultPlan(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    synchronized void add(Collection<FaultStep> more) {
        more.forEach(step -> queue(step.on()).add(new Running(step)));
    }

    synchronized void clear() {
        steps.values().forEach(Queue::clear);
    }

    /** Counts one request of the endpoint and says what is to be done to it. */
    synchronized Optional<Fault> next(Endpoint endpoint) {
        var queue = queue(endpoint);
        while (!queue.isEmpty()) {
            var running = queue.peek();
            if (!running.isOver()) {
                return running.count();
            }
            queue.remove();
        }
        return Optional.empty();
    }

    private Queue<Running> queue(Endpoint endpoint) {
        return steps.computeIfAbsent(endpoint, any -> new ArrayDeque<>());
    }

    /** One step and how far it got. */
    private final class Running {
        private final FaultStep step;
        private long passed;
        private long concerned;
        private @Nullable Instant end;

        Running(FaultStep step) {
            this.step = step;
        }

        boolean isOver() {
            return switch (step.span()) {
                case Span.Times(long requests) -> concerned == requests;
                case Span.For _ -> end != null && !clock.instant().isBefore(end);
            };
        }

        Optional<Fault> count() {
            if (passed < step.after()) {
                passed++;
                return Optional.empty();
            }
            concerned++;
            if (end == null && step.span() instanceof Span.For(var time)) {
                end = clock.instant().plus(time);
            }
            return random.nextDouble() < step.share() ? Optional.of(step.fault()) : Optional.empty();
        }
    }
}
