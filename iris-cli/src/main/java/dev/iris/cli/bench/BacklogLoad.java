package dev.iris.cli.bench;

/**
 * What a benchmark of a backlog is asked to do. Immutable.
 *
 * @param devices that gather
 * @param rounds in which they drain and that count
 */
public record BacklogLoad(Load load, int devices, int rounds) {}
