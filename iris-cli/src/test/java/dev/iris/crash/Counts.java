package dev.iris.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What happened in a run so far. Thread-safe. */
final class Counts {
    private static final int MOST_EXAMPLES = 20;

    private final List<String> wrong = new ArrayList<>();
    private long accepted;
    private long unanswered;
    private long changes;
    private long unansweredChanges;
    private long wrongs;

    synchronized void told(int events, boolean answered) {
        accepted += answered ? events : 0;
        unanswered += answered ? 0 : events;
        notifyAll();
    }

    /** Returns when so many events were accepted, or when the time is over. */
    synchronized void awaitAccepted(long events, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        for (long left = most.toMillis(); accepted < events && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    synchronized void changed(boolean answered) {
        changes++;
        unansweredChanges += answered ? 0 : 1;
    }

    /** The server says of itself what cannot be. */
    synchronized void wrong(String what) {
        wrongs++;
        if (wrong.size() < MOST_EXAMPLES) {
            wrong.add(what);
        }
    }

    /** Events answered with 202. */
    synchronized long accepted() {
        return accepted;
    }

    /** Events whose answer never came. */
    synchronized long unanswered() {
        return unanswered;
    }

    /** Changes of the configuration that were asked for. */
    synchronized long changes() {
        return changes;
    }

    /** Those of them whose answer never came. */
    synchronized long unansweredChanges() {
        return unansweredChanges;
    }

    synchronized long wrongs() {
        return wrongs;
    }

    /** The first things that cannot be, in words. */
    synchronized List<String> wrong() {
        return List.copyOf(wrong);
    }
}
