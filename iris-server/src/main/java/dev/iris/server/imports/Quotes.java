package dev.iris.server.imports;

/** Whether a place within a row stands in quotes (RFC 4180 section 2), which open at the beginning of a cell only. Confined. */
final class Quotes {
    private final boolean known;
    private boolean open;
    private boolean mayOpen;

    /**
     * Quotes of a stream.
     *
     * @param known whether its rows know quotes; if not, none ever opens
     */
    Quotes(boolean known) {
        this.known = known;
    }

    /** A row begins. */
    void begin() {
        open = false;
        mayOpen = known;
    }

    /** Passes one byte; a quote right behind a closing one opens again, as two stand for one. */
    void pass(byte next) {
        if (open) {
            open = next != '"';
            mayOpen = !open;
        } else {
            open = next == '"' && mayOpen;
            mayOpen = known && next == ',';
        }
    }

    boolean open() {
        return open;
    }
}
