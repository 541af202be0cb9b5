package dev.iris.model;

/** What the status of an answer means for the message that it answers. */
public enum StatusMeaning {
    /** The partner took it. */
    DELIVERED,
    /** The partner cannot take it now: it may be sent again. */
    RETRY,
    /** The partner does not take something in it: what, is found by halves. */
    BISECT,
    /** The partner takes nothing until somebody changes something. */
    PARK
}
