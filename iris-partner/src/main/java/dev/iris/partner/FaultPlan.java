package dev.iris.partner;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The steps that are still to come: for each endpoint in their order, and beside them those for single users. Thread-safe. */
final class FaultPlan {
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Instant start;
    private final Map<Endpoint, Queue<RunningStep>> steps = new EnumMap<>(Endpoint.class);
    private final List<RunningStep> forUsers = new ArrayList<>();

    /** A plan whose partner starts now. */
    FaultPlan(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        this.start = clock.instant();
    }

    synchronized void add(Collection<FaultStep> more) {
        for (var step : more) {
            var running = new RunningStep(step, start);
            if (step.users().isEmpty()) {
                queue(step.on()).add(running);
            } else {
                forUsers.add(running);
            }
        }
    }

    synchronized void clear() {
        steps.values().forEach(Queue::clear);
        forUsers.clear();
    }

    /** Counts one request of the endpoint and says what is to be done to it. */
    synchronized Optional<Fault> next(Endpoint endpoint) {
        var queue = queue(endpoint);
        while (!queue.isEmpty()) {
            var step = queue.peek();
            if (!step.isOver(clock.instant())) {
                return step.count(clock.instant(), random);
            }
            queue.remove();
        }
        return Optional.empty();
    }

    /** Whether any user is to be treated otherwise than the rest. */
    synchronized boolean knowsUsers() {
        return !forUsers.isEmpty();
    }

    /** Counts a message with these devices and partner ids and says what is to be done to it. */
    synchronized Optional<Fault> next(Set<String> users) {
        forUsers.removeIf(step -> step.isOver(clock.instant()));
        return forUsers.stream()
                .filter(step -> step.concerns(users))
                .findFirst()
                .flatMap(step -> step.count(clock.instant(), random));
    }

    private Queue<RunningStep> queue(Endpoint endpoint) {
        return steps.computeIfAbsent(endpoint, _ -> new ArrayDeque<>());
    }
}
