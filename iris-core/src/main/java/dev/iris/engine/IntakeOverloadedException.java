package dev.iris.engine;

/** More events wait than the engine may hold; nothing of the call was taken. It may be repeated a little later. */
public final class IntakeOverloadedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IntakeOverloadedException(String reason) {
        super(reason);
    }
}
