package dev.iris.engine;

/**
 * The engine cannot make anything durable now: it is closed, its disk is full or a sync failed; or it cannot read. Nothing of the call is
 * promised; it may be repeated.
 */
public final class EngineUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineUnavailableException(String reason) {
        super(reason);
    }

    public EngineUnavailableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
