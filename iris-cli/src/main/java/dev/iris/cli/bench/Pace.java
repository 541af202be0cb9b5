package dev.iris.cli.bench;

import java.time.Duration;

/** How often requests go out, and with how many events each. Immutable. */
record Pace(int eventsPerRequest, Duration period) {
    /** More than so many events a second share requests. */
    private static final int MOST_REQUESTS_PER_SECOND = 1_000;

    /** The pace of so many events a second. */
    static Pace of(int rate) {
        int events = (rate + MOST_REQUESTS_PER_SECOND - 1) / MOST_REQUESTS_PER_SECOND;
        return new Pace(events, Duration.ofSeconds(events).dividedBy(rate));
    }
}
