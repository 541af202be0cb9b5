package dev.iris.server.imports;

import dev.iris.model.QualificationEvent;
import java.util.ArrayList;
import java.util.List;

/** Events that are given to the engine together. Few enough that live events need not wait long behind them. Confined. */
final class Chunk {
    private static final int MOST_EVENTS = 200;
    private static final int MOST_BYTES = 1 << 18;

    private List<QualificationEvent> events = new ArrayList<>(MOST_EVENTS);
    private int bytes;

    /**
     * Adds an event.
     *
     * @param length of its row
     */
    void add(QualificationEvent event, int length) {
        events.add(event);
        bytes += length;
    }

    boolean isFull() {
        return events.size() >= MOST_EVENTS || bytes >= MOST_BYTES;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Its events; it is empty then. */
    List<QualificationEvent> empty() {
        var full = events;
        events = new ArrayList<>(MOST_EVENTS);
        bytes = 0;
        return full;
    }
}
