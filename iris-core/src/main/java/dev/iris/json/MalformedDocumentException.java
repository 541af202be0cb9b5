package dev.iris.json;

/** A document that is not well-formed JSON or YAML, or breaks a limit; the message holds no part of the document. */
public final class MalformedDocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final int line;
    private final int column;

    MalformedDocumentException(String reason, int line, int column) {
        super(reason);
        this.reason = reason;
        this.line = line;
        this.column = column;
    }

    /** Line of the fault from 1; 0 when it is not known. */
    public int line() {
        return line;
    }

    /** Column of the fault from 1; 0 when it is not known. */
    public int column() {
        return column;
    }

    /** Reason and place in one sentence. */
    public String describe() {
        return line == 0 ? reason : reason + " at line " + line + ", column " + column;
    }
}
