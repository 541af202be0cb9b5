package dev.iris.server.control;

import java.util.Locale;

/** Where an import stands. */
public enum ImportState {
    /** Its stream is being read. */
    RUNNING,
    /** Every row of its stream was read, and what was accepted is durable. */
    DONE,
    /** Its stream could not be read to its end; the same stream sent again goes on. */
    FAILED,
    /** More of its rows are bad than its sender allows; the same stream sent again goes on. */
    STOPPED;

    /** The state as it stands in answers. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
