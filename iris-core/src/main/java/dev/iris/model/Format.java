package dev.iris.model;

/** How a message is written down. */
public sealed interface Format {
    /** Longest text of a template, in characters. */
    int LONGEST_TEMPLATE = 65_536;

    /** The contract's JSON. */
    record Standard() implements Format {}

    /** A template that gives the body of a POST. */
    record BodyTemplate(ContentType contentType, String text) implements Format {}

    /** A template that gives the query of a GET without a body; each user has a request alone. */
    record QueryTemplate(String text) implements Format {}
}
