package dev.iris.engine;

/** How far a batch is. */
public enum BatchPhase {
    /** Devices of it have not been made due yet. */
    MAKING,
    /** All of its devices were made due; some are not settled. */
    SENDING,
    /** All of its devices are settled. */
    ENDED;

    /** The phase in documents. */
    public String text() {
        return switch (this) {
            case MAKING -> "making";
            case SENDING -> "sending";
            case ENDED -> "ended";
        };
    }
}
