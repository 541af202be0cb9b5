package dev.iris.server.api;

import java.io.InputStream;
import java.util.function.Supplier;

/** The body of a call: whole or as a stream, as its endpoint takes it. */
final class Content {
    private final String type;
    private final boolean gzip;
    private final byte[] whole;
    private final Supplier<InputStream> stream;

    /**
     * A body.
     *
     * @param type content type without parameters, in lower case
     * @param gzip whether it is compressed; only a stream may be
     * @param whole empty when there is none, or the endpoint takes a stream
     * @param stream opens the body, where the endpoint takes a stream
     */
    Content(String type, boolean gzip, byte[] whole, Supplier<InputStream> stream) {
        this.type = type;
        this.gzip = gzip;
        this.whole = whole;
        this.stream = stream;
    }

    String type() {
        return type;
    }

    boolean gzip() {
        return gzip;
    }

    byte[] whole() {
        return whole;
    }

    Supplier<InputStream> stream() {
        return stream;
    }
}
