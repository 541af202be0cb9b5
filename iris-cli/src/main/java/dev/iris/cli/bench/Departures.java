package dev.iris.cli.bench;

import java.time.Instant;

/** Gives a paced sender its requests, one after the other. Confined to that sender. */
interface Departures {
    /**
     * The next request.
     *
     * @param meant when it is meant to be posted, which is also the time of its events
     */
    Departure next(int events, Instant meant);
}
