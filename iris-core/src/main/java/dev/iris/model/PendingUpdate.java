package dev.iris.model;

import java.time.Instant;

/**
 * The intent to tell a destination of a device: an intent, not a message. What is active, its aliases, ids and regions are taken
 * from the profile and the catalog when a courier takes it; only the zeros have to be remembered. One per destination and device.
 *
 * @param zeros what is owed beyond the segments that the device is in
 * @param due whether a message is to be sent; false for a dormant update, whose zeros ride with the device's next message
 * @param firstAt server time since which a message has been due
 * @param lastAt server time of the latest change
 */
public record PendingUpdate(OwedZeros zeros, boolean due, Instant firstAt, Instant lastAt) {}
