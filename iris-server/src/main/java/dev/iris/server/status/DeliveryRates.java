package dev.iris.server.status;

import dev.iris.model.DestinationNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How many users a second each destination took within the last minute, measured from its counter. Thread-safe. */
final class DeliveryRates {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration SPACING = Duration.ofSeconds(1);

    private final Map<DestinationNumber, Deque<Sample>> samples = new HashMap<>();

    /** Notes the counter of a destination; a counter that fell began anew. */
    synchronized void note(DestinationNumber number, long delivered, Instant now) {
        var window = samples.computeIfAbsent(number, _ -> new ArrayDeque<>());
        var last = window.peekLast();
        if (last != null && delivered < last.delivered) {
            window.clear();
        } else if (last != null && now.isBefore(last.at.plus(SPACING))) {
            return;
        }
        window.addLast(new Sample(now, delivered));
        while (window.getFirst().at.isBefore(now.minus(WINDOW))) {
            window.removeFirst();
        }
    }

    /** Users a second; empty when nothing was delivered within the window or it is too short to tell. */
    synchronized Optional<Double> find(DestinationNumber number) {
        var window = samples.getOrDefault(number, new ArrayDeque<>());
        if (window.size() < 2) {
            return Optional.empty();
        }
        var users = window.getLast().delivered - window.getFirst().delivered;
        var span = Duration.between(window.getFirst().at, window.getLast().at);
        return users == 0 ? Optional.empty() : Optional.of(users * 1_000.0 / span.toMillis());
    }

    /** Forgets every other destination. */
    synchronized void retain(Set<DestinationNumber> numbers) {
        samples.keySet().retainAll(numbers);
    }

    private record Sample(Instant at, long delivered) {}
}
