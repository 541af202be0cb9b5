package dev.iris.engine;

/** The engine cannot make anything durable now: it is closing, its disk is full or a sync failed. Nothing of the call was taken. */
public final class EngineUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineUnavailableException(String reason) {
        super(reason);
    }

    public EngineUnavailableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
