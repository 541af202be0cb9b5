package dev.iris.partner;

/**
 * User entries of one destination that the partner accepted.
 *
 * @param users all of them
 * @param repeats those that told nothing new: each segment stood there with the same status and time
 */
public record DestinationCounts(long users, long repeats) {}
