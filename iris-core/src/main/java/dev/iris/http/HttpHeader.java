package dev.iris.http;

import java.util.List;
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

    private static final List<String> SCHEMES = List.of("Basic ", "Bearer ");

    /** Whether the header has this name, compared without case. */
    public boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** The header with its value masked unless it is known to be harmless; of an Authorization the scheme stays. */
    public HttpHeader masked() {
        if (HARMLESS.contains(name.toLowerCase(Locale.ROOT))) {
            return this;
        }
        return new HttpHeader(name, (isNamed("Authorization") ? scheme() : "") + "***");
    }

    /** The line, masked. */
    @Override
    public String toString() {
        var masked = masked();
        return masked.name + ": " + masked.value;
    }

    private String scheme() {
        return SCHEMES.stream().filter(value::startsWith).findFirst().orElse("");
    }
}
