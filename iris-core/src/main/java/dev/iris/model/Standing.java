package dev.iris.model;

/** How a device stands to a segment it was ever named with. */
public enum Standing {
    /** In the segment: Status 1. */
    ACTIVE,
    /** Was in the segment and left it: Status 0. */
    LEFT,
    /** Was said to be out before it was ever known to be in; a tombstone that nobody is told of. */
    NEVER_IN
}
