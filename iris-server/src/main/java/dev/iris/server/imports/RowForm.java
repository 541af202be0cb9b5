package dev.iris.server.imports;

import dev.iris.server.events.EventReading;

/** What a row of a stream looks like. Thread-safe. */
sealed interface RowForm permits JsonRows, CsvRows {
    /** Reads a row as an event. */
    EventReading read(byte[] row);
}
