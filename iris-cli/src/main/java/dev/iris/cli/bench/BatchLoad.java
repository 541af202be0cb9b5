package dev.iris.cli.bench;

/**
 * What a benchmark of a full batch is given.
 *
 * @param devices that the server knows by offline events
 * @param rate live events a second
 * @param messagesPerSecond that the destination is sent at most
 */
public record BatchLoad(Load load, int devices, int rate, int messagesPerSecond) {}
