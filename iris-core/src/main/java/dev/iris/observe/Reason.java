package dev.iris.observe;

import java.util.Optional;

/**
 * Why a destination is not being served now.
 *
 * @param detail what was seen this time, such as a status or a server's error code; empty when the code says it all; holds no secret
 */
public record Reason(ReasonCode code, String detail) {
    /** A reason whose code says it all. */
    public static Reason of(ReasonCode code) {
        return new Reason(code, "");
    }

    /** Words for a person: the code's sentence and the detail. */
    public String text() {
        return Optional.of(detail)
                .filter(d -> !d.isEmpty())
                .map(d -> code.text() + " (" + d + ")")
                .orElse(code.text());
    }
}
