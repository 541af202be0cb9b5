package dev.iris.partner;

/** What the partner thinks of a request, before any fault. */
sealed interface Verdict {
    /** The request breaks the contract or is not authenticated. */
    record Refused(Answer answer) implements Verdict {}

    /** The token endpoint will issue a token. */
    record Grant() implements Verdict {}

    /** The segment endpoint will take the message. */
    record Take(SegmentMessage message) implements Verdict {}
}
