package dev.iris.deliver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A dispatcher's sleep while nothing may be sent, which news from a flight ends. Thread-safe; one thread rests. */
final class Rest {
    private final Sleeper sleeper;
    private @Nullable Thread resting;
    private boolean hasNews;

    Rest(Sleeper sleeper) {
        this.sleeper = sleeper;
    }

    /** What the rest depends on is about to be looked at: news from now on count. */
    synchronized void prepare() {
        hasNews = false;
    }

    /**
     * Returns when the time is over, or at once when there are news.
     *
     * @throws InterruptedException when there are news meanwhile
     */
    void take(Duration most) throws InterruptedException {
        if (begins()) {
            try {
                sleeper.sleep(most);
            } finally {
                over();
            }
        }
    }

    /** There are news. */
    synchronized void end() {
        hasNews = true;
        if (resting != null) {
            resting.interrupt();
        }
    }

    private synchronized boolean begins() {
        resting = hasNews ? null : Thread.currentThread();
        return !hasNews;
    }

    private synchronized void over() {
        resting = null;
    }
}
