package dev.iris.model;

import java.time.Instant;

/**
 * When a device was last sent to a destination as a whole: by the rules or by a full batch.
 *
 * @param eventTime the latest event time at which a rule sent; of a full batch, the server time of its cut
 * @param mappingEpoch the destination's mapping epoch at that time; compared with not-equal only
 */
public record LastSent(Instant eventTime, long mappingEpoch) {
    /** This one followed by another: the later time, and the mapping epoch of the other. */
    public LastSent orLater(LastSent next) {
        return eventTime.isAfter(next.eventTime) ? new LastSent(eventTime, next.mappingEpoch) : next;
    }
}
