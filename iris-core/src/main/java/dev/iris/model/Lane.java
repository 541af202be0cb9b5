package dev.iris.model;

/** What goes first to a destination. */
public enum Lane {
    /** Told by a rule. */
    LIVE,
    /** Told by a batch alone: yields to what is live, but for a share. */
    BATCH
}
