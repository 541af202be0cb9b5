package dev.iris.testkit.engine;

import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which devices are in flight or at rest; the next opening knows nothing of it. Confined to the lock of its engine. */
final class MemoryFlights {
    private final Ticker ticker;
    private final Set<Flight> flying = new HashSet<>();
    private final Map<Flight, Long> restingUntil = new HashMap<>();

    /** Takes of each destination that could choose between the lanes. */
    private final Map<DestinationNumber, Integer> choices = new HashMap<>();

    /** Of so many takes that can choose one begins with what batches made due. */
    private static final int BATCH_SHARE = 20;

    private record Flight(DestinationNumber destination, DeviceId device) {}

    MemoryFlights(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Whether a device is neither in flight nor at rest. */
    boolean isHome(DestinationNumber destination, DeviceId device) {
        var flight = new Flight(destination, device);
        var until = restingUntil.get(flight);
        return !flying.contains(flight) && (until == null || until - ticker.nanos() <= 0);
    }

    /** Whether it is the turn of what batches made due; to be asked when something waits in both lanes. */
    boolean isTurnOfBatch(DestinationNumber destination) {
        return choices.merge(destination, 1, Integer::sum) % BATCH_SHARE == 0;
    }

    void takeOff(DestinationNumber destination, DeviceId device) {
        var flight = new Flight(destination, device);
        restingUntil.remove(flight);
        flying.add(flight);
    }

    /** Ends a flight; says whether there was one. */
    boolean land(DestinationNumber destination, DeviceId device) {
        return flying.remove(new Flight(destination, device));
    }

    void rest(DestinationNumber destination, DeviceId device, Duration rest) {
        if (land(destination, device)) {
            restingUntil.put(new Flight(destination, device), ticker.nanos() + rest.toNanos());
        }
    }

    void keepOnly(Set<DestinationNumber> known) {
        flying.removeIf(flight -> !known.contains(flight.destination()));
        choices.keySet().retainAll(known);
        restingUntil.keySet().removeIf(flight -> !known.contains(flight.destination()));
    }
}
