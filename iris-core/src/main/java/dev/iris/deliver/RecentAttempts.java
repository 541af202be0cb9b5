package dev.iris.deliver;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** The last attempts of a destination; those that failed have a place of their own, so that success does not wash them away. Thread-safe. */
final class RecentAttempts {
    /** How many of either kind. */
    static final int MOST = 50;

    private final Deque<Attempt> delivered = new ArrayDeque<>(0);
    private final Deque<Attempt> failed = new ArrayDeque<>(0);

    synchronized void add(Attempt attempt) {
        var kind = attempt.findReason().isEmpty() ? delivered : failed;
        if (kind.size() == MOST) {
            kind.removeFirst();
        }
        kind.addLast(attempt);
    }

    /** The newest first. */
    synchronized List<Attempt> newestFirst() {
        return Stream.concat(delivered.stream(), failed.stream())
                .sorted(Comparator.comparing(Attempt::at).reversed())
                .toList();
    }
}
