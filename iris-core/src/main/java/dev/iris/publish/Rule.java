package dev.iris.publish;

/** Why a device is sent to a destination, in the order in which the rules are asked. */
public enum Rule {
    /** The device qualified for a segment that some destination maps. */
    NEW_QUALIFICATION,
    /** The device fell out of a segment that some destination maps. */
    NEW_DISQUALIFICATION,
    /** The destination's mapping changed since the device was last sent there, or the device never was. */
    MAPPING_CHANGED,
    /** The device gained or lost an id. */
    ID_GRAPH_CHANGED,
    /** None of the above for three days of event time. */
    SILENT_TOO_LONG
}
