package dev.iris.server.status;

import dev.iris.deliver.CourierStatus;
import dev.iris.model.Destination;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a destination stands at one moment.
 *
 * @param backlog devices that wait, in flight included
 * @param oldestAge how long the oldest of them has waited; zero when nothing waits
 * @param deadLetters entries that the partner does not take
 * @param batch the batch that runs
 * @param drain how long the backlog will take at the recent rate; null when that is not known
 * @param catalogEpoch number of the catalog that the engine works by
 */
public record DestinationStatus(
        Destination destination,
        CourierStatus courier,
        long backlog,
        Duration oldestAge,
        long deadLetters,
        RunningBatch batch,
        @Nullable Duration drain,
        long catalogEpoch) {
    /** How long the backlog will take, if that is known. */
    public Optional<Duration> findDrain() {
        return Optional.ofNullable(drain);
    }

    /** Whether messages are to flow: {@code active}; {@code paused} by an operator; {@code parked} by what the partner refuses. */
    public String state() {
        if (destination.paused()) {
            return "paused";
        }
        return courier.parked() ? "parked" : "active";
    }
}
