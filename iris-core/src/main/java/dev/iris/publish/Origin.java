package dev.iris.publish;

/** How an event came to be known. */
public enum Origin {
    /** The device is there: the rules ask for messages. */
    ONLINE,
    /** Somebody brought it along later: nothing becomes due by it, and the next batch carries it. */
    OFFLINE
}
