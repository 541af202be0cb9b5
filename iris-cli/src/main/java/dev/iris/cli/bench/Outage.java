package dev.iris.cli.bench;

import java.util.OptionalDouble;

/**
 * An outage and the recovery from it.
 *
 * @param rows devices that waited at its end
 * @param delivered users acknowledged afterwards until nothing waited
 * @param secondsToNotice from the partner's return to the first delivery
 * @param seconds from the first delivery until nothing waited
 * @param estimates how often the server said, under way, how long it would take
 * @param worstFactor by how much the worst of these was wrong
 */
record Outage(
        long rows, long delivered, double secondsToNotice, double seconds, long estimates, OptionalDouble worstFactor) {
    double usersPerSecond() {
        return delivered / seconds;
    }
}
