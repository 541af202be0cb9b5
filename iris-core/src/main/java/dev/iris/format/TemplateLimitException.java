package dev.iris.format;

/** A template gives more, or takes longer, than one message may; the message says which bound and holds nothing of the users. */
public final class TemplateLimitException extends Exception {
    private static final long serialVersionUID = 1L;

    TemplateLimitException(String sentence) {
        super(sentence);
    }
}
