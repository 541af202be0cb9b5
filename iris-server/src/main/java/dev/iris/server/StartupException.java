package dev.iris.server;

/** The server cannot start; the message is one sentence for the operator. */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartupException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
