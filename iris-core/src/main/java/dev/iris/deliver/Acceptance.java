package dev.iris.deliver;

/** What a partner took, in the order of sending and answering; a clock may stand still between two of these. Thread-safe. */
final class Acceptance {
    private long now;
    private long sentAt;
    private long answeredAt;
    private long distrustedAt;

    /** A moment after all before. */
    synchronized long moment() {
        return ++now;
    }

    /** The partner took, just now, a message that was sent at that moment. */
    synchronized void accepted(long sent) {
        sentAt = Math.max(sentAt, sent);
        answeredAt = moment();
    }

    /** Whether it took a message that was sent after the moment. */
    synchronized boolean tookOneSentAfter(long moment) {
        return sentAt > moment;
    }

    /** Whether it took a message after the moment, whenever that was sent. */
    synchronized boolean tookOneAfter(long moment) {
        return answeredAt > moment;
    }

    /** The partner refuses everything, as it seems: what it took before proves nothing any more. */
    synchronized void distrust() {
        distrustedAt = moment();
    }

    /** Whether it took anything since the beginning, or since it seemed to refuse everything. */
    synchronized boolean isTrusted() {
        return answeredAt > distrustedAt;
    }
}
