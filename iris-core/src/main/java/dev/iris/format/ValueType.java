package dev.iris.format;

/** What an expression of a template gives: a thing of a kind, or a list of such things. */
record ValueType(Kind kind, boolean isList) {
    static final ValueType TEXT = one(Kind.TEXT);
    static final ValueType NUMBER = one(Kind.NUMBER);

    /** What templates know. */
    enum Kind {
        TEXT("text"),
        NUMBER("a number"),
        FLAG("a truth value"),
        USER("a user"),
        SEGMENT("a segment"),
        IDS("ids by data source");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        /** Whether it can be written down as it is. */
        boolean isWritable() {
            return this == TEXT || this == NUMBER || this == FLAG;
        }
    }

    static ValueType one(Kind kind) {
        return new ValueType(kind, false);
    }

    static ValueType many(Kind kind) {
        return new ValueType(kind, true);
    }

    ValueType element() {
        return one(kind);
    }

    ValueType list() {
        return many(kind);
    }

    /** What it is, for people. */
    String words() {
        return isList ? "a list, each element of which is " + kind.words : kind.words;
    }
}
