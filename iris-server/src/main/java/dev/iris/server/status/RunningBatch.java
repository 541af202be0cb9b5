package dev.iris.server.status;

import java.time.Duration;

/**
 * How far the running batch of a destination is.
 *
 * @param outstanding devices that were made due and are not settled
 * @param age since its cut
 */
public record RunningBatch(long outstanding, Duration age) {
    /** None runs. */
    public static final RunningBatch NONE = new RunningBatch(0, Duration.ZERO);
}
