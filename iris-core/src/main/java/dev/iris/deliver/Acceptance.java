package dev.iris.deliver;

/** When a partner took messages last. Thread-safe; moments are a ticker's nanoseconds. */
final class Acceptance {
    private boolean any;
    private long sentAt;
    private long answeredAt;

    /** It took a message that was sent then. */
    synchronized void accepted(long sent, long answered) {
        sentAt = any && sentAt - sent > 0 ? sentAt : sent;
        answeredAt = any && answeredAt - answered > 0 ? answeredAt : answered;
        any = true;
    }

    /** Whether it took a message that was sent after the moment. */
    synchronized boolean tookOneSentAfter(long moment) {
        return any && sentAt - moment > 0;
    }

    /** Whether it took a message after the moment, whenever that was sent. */
    synchronized boolean tookOneAfter(long moment) {
        return any && answeredAt - moment > 0;
    }
}
