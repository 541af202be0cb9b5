package dev.iris.format;

import dev.iris.model.ContentType;

/** A message as it goes out. */
public sealed interface Rendered {
    /** The body of a request. Nobody changes the bytes once they are written. */
    final class Body implements Rendered {
        private final byte[] bytes;
        private final ContentType contentType;

        Body(byte[] bytes, ContentType contentType) {
            this.bytes = bytes;
            this.contentType = contentType;
        }

        /** The bytes themselves, for reading only. */
        public byte[] bytes() {
            return bytes;
        }

        public ContentType contentType() {
            return contentType;
        }
    }

    /** What is appended to the URL of a request without a body; visible ASCII, perhaps empty. */
    record Query(String text) implements Rendered {}
}
