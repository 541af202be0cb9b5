package dev.iris.model;

/** A secret cannot be had now; the message says why in words for an operator and holds nothing of it. */
public final class SecretUnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    public SecretUnreadableException(String sentence) {
        super(sentence);
    }

    public SecretUnreadableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
