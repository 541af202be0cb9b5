package dev.iris.oauth;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonNull;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The {@code error} member of a token answer (RFC 6749 section 5.2): who is to blame. */
record ErrorCode(String text) {
    private static final Set<String> CREDENTIAL = Set.of("invalid_client", "unauthorized_client", "access_denied");
    private static final Set<String> CONFIGURATION =
            Set.of("invalid_scope", "invalid_request", "unsupported_grant_type", "invalid_target", "invalid_grant");
    private static final Set<String> PASSING = Set.of("temporarily_unavailable", "server_error", "slow_down");

    private static final Pattern SHOWN = Pattern.compile("[a-z][a-z_]{0,39}");

    /** The object's code; empty when it is absent, null or an empty string. */
    static Optional<ErrorCode> find(JsonObject answer) {
        return answer.find("error").flatMap(value -> switch (value) {
            case JsonString(String text) when text.isEmpty() -> Optional.empty();
            case JsonString(String text) -> Optional.of(new ErrorCode(text.toLowerCase(Locale.ROOT)));
            case JsonNull _ -> Optional.empty();
            case JsonValue _ -> Optional.of(new ErrorCode("?"));
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

    /** Whether the client is asked to come less often. */
    boolean isSlowDown() {
        return text.equals("slow_down");
    }

    /** Whether some endpoints say so of a secret that they cannot decode. */
    boolean isOfWholeRequest() {
        return text.equals("invalid_request");
    }

    /** The code as it may be shown: anything but a plain word may hold what was sent. */
    String shown() {
        return SHOWN.matcher(text).matches() ? text : "in no known form";
    }

    /** What an operator may have to change, as far as the code tells; empty when it does not. */
    String advice() {
        return switch (text) {
            case "invalid_scope" -> "check auth.scope";
            case "invalid_target" -> "check auth.resource and auth.audience";
            case "invalid_request" -> "check auth.clientAuthentication and auth.parameters";
            case "unsupported_grant_type", "invalid_grant" -> "have the partner allow client credentials";
            default -> "";
        };
    }
}
