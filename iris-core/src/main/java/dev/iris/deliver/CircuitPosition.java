package dev.iris.deliver;

import java.util.Locale;

/** Whether messages flow to a destination. */
public enum CircuitPosition {
    /** Messages flow. */
    CLOSED,
    /** The partner failed repeatedly; nothing is sent until a back-off is over. */
    OPEN,
    /** One message is on its way to learn whether the partner is back. */
    HALF_OPEN;

    /** The position as it stands in answers, such as {@code half-open}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
