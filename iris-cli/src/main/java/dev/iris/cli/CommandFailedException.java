package dev.iris.cli;

/** A command cannot do what it was asked; the message is one sentence for the person who typed it. */
final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailedException(String sentence) {
        super(sentence);
    }

    CommandFailedException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
