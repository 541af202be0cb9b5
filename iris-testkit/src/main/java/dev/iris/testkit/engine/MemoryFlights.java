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

    private record Flight(DestinationNumber destination, DeviceId device) {}

    MemoryFlights(Ticker ticker) {
        this.ticker = ticker;
    }

    boolean mayTakeOff(DestinationNumber destination, DeviceId device) {
        var flight = new Flight(destination, device);
        var until = restingUntil.get(flight);
        return !flying.contains(flight) && (until == null || until - ticker.nanos() <= 0);
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
        restingUntil.keySet().removeIf(flight -> !known.contains(flight.destination()));
    }
}
