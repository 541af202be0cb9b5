package dev.iris.deliver;

/**
 * When a message was sent.
 *
 * @param nanos by the ticker
 * @param moment in the order of {@link Acceptance}
 */
record Departure(long nanos, long moment) {}
