package dev.iris.format;

import org.jspecify.annotations.Nullable;

/** A template that is not taken: the message says where and why. */
public final class TemplateFaultException extends Exception {
    private static final long serialVersionUID = 1L;

    TemplateFaultException(String reason) {
        super(reason);
    }

    /**
     * A fault at a place.
     *
     * @param line from 1
     * @param column from 1
     */
    TemplateFaultException(int line, int column, String reason) {
        this(line, column, reason, null);
    }

    TemplateFaultException(int line, int column, String reason, @Nullable Throwable cause) {
        super("line " + line + ", column " + column + ": " + reason, cause);
    }
}
