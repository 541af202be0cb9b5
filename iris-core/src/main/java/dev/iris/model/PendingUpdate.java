package dev.iris.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The intent to tell a destination of a device: an intent, not a message. What is active, its aliases, ids and regions are taken
 * from the profile and the catalog when a courier takes it; only the zeros have to be remembered, and what a batch is about. One per
 * destination and device: what a rule and a batch both ask for travels in one message.
 *
 * @param zeros what is owed beyond the segments that the device is in
 * @param live whether a rule asks for a message, which tells everything
 * @param batch what a batch asks for; null when none does
 * @param firstAt server time since which a message has been due
 * @param lastAt server time of the latest change
 */
public record PendingUpdate(
        OwedZeros zeros, boolean live, @Nullable BatchPart batch, Instant firstAt, Instant lastAt) {
    /** An update of which no batch knows. */
    public PendingUpdate(OwedZeros zeros, boolean live, Instant firstAt, Instant lastAt) {
        this(zeros, live, null, firstAt, lastAt);
    }

    /** Whether a message is to be sent; a dormant update is not due, and its zeros ride with the device's next message. */
    public boolean due() {
        return live || batch != null;
    }

    /** The lane in which a due update waits. */
    public Lane lane() {
        return live ? Lane.LIVE : Lane.BATCH;
    }

    /** What a batch asks for, if one does. */
    public Optional<BatchPart> findBatch() {
        return Optional.ofNullable(batch);
    }

    /** Whether the message is to say that the device is in a segment, under one of its ids, or under none, and by that alias. */
    public boolean tells(SegmentId segment, @Nullable PartnerId id, String alias) {
        return live || (batch != null && batch.tells(segment, id, alias));
    }
}
