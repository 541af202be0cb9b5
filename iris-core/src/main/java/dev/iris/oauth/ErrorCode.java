package dev.iris.oauth;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonNull;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The {@code error} member of a token answer (RFC 6749 section 5.2), as far as it may be shown. */
record ErrorCode(String text) {
    private static final Pattern SHOWN = Pattern.compile("[a-z][a-z_]{0,39}");
    private static final ErrorCode UNSHOWN = new ErrorCode("in no known form");
    private static final Set<String> CREDENTIAL = Set.of("invalid_client", "unauthorized_client", "access_denied");
    private static final Set<String> CONFIGURATION =
            Set.of("invalid_scope", "invalid_request", "unsupported_grant_type", "invalid_target", "invalid_grant");
    private static final Set<String> PASSING = Set.of("temporarily_unavailable", "server_error", "slow_down");

    /** The object's code; anything but a plain word is not repeated, for it may hold what was sent. */
    static Optional<ErrorCode> find(JsonObject answer) {
        return answer.find("error").flatMap(value -> switch (value) {
            case JsonString(String text) when text.isEmpty() -> Optional.empty();
            case JsonString(String text) when SHOWN.matcher(text).matches() -> Optional.of(new ErrorCode(text));
            case JsonNull ignored -> Optional.empty();
            case JsonValue ignored -> Optional.of(UNSHOWN);
        });
    }

    boolean blamesCredential() {
        return CREDENTIAL.contains(text);
    }

    boolean blamesConfiguration() {
        return CONFIGURATION.contains(text);
    }

    boolean passes() {
        return PASSING.contains(text);
    }
}
