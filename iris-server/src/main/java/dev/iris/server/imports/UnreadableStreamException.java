package dev.iris.server.imports;

import java.io.IOException;

/** A stream cannot be read any further; the message says why, in words for its sender. */
public final class UnreadableStreamException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnreadableStreamException(String reason) {
        super(reason);
    }

    public UnreadableStreamException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
