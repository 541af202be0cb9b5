package dev.iris.http;

import java.util.Locale;
import java.util.Set;

/** One header line. Its text form shows the value of harmless headers only: any other may be a credential or a signature. */
public record HttpHeader(String name, String value) {
    private static final Set<String> HARMLESS = Set.of(
            "accept-encoding",
            "cache-control",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "host",
            "retry-after",
            "server",
            "transfer-encoding",
            "user-agent");

    /** Whether the header has this name, compared without case. */
    public boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** The line with its value masked unless the header is known to be harmless. */
    @Override
    public String toString() {
        return name + ": " + (HARMLESS.contains(name.toLowerCase(Locale.ROOT)) ? value : "***");
    }
}
