package dev.iris.model;

/** What the body of a segment request is. */
public enum ContentType {
    JSON("application/json"),
    XML("application/xml");

    private final String text;

    ContentType(String text) {
        this.text = text;
    }

    /** The value of the Content-Type header. */
    @Override
    public String toString() {
        return text;
    }
}
