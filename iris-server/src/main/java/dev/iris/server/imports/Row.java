package dev.iris.server.imports;

/** A part of a stream that is to be one event. */
sealed interface Row {
    /** The line on which it begins, from 1. */
    long line();

    /** A row as it stands, line end included. */
    final class Whole implements Row {
        private final long line;
        private final byte[] bytes;

        Whole(long line, byte[] bytes) {
            this.line = line;
            this.bytes = bytes;
        }

        @Override
        public long line() {
            return line;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /** A row that is longer than any event; its bytes are gone. */
    record TooLong(long line) implements Row {}
}
