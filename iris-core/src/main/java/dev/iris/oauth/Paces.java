package dev.iris.oauth;

import java.util.Optional;
import java.util.stream.Stream;

/** The paces that a source shares with others. Thread-safe. */
record Paces(SharedPace client, SharedPace endpoint) {
    /** The closed gate that opens last; empty when none is closed. */
    Optional<Gate> findClosed(long now) {
        return Stream.of(client, endpoint)
                .map(pace -> pace.findClosed(now))
                .flatMap(Optional::stream)
                .reduce((one, other) -> other.opensAfter(one) ? other : one);
    }

    void succeeded(long now) {
        client.succeeded(now);
        endpoint.succeeded(now);
    }

    void endBackoffs() {
        client.endBackoff();
        endpoint.endBackoff();
    }
}
