package dev.iris.oauth;

import dev.iris.http.HttpsResult.Answered;
import dev.iris.http.PartnerWords;
import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a token endpoint says is wrong (RFC 6749 section 5.2).
 *
 * @param code null when the answer has none
 * @param description the beginning of the partner's words as they came, but for tokens: not to be shown as it is
 */
record Complaint(int status, @Nullable ErrorCode code, String description) {
    /** Shorter texts stand everywhere. */
    private static final int SHORTEST = 3;

    /** To look for longer ones takes too long; then no words are kept. */
    private static final int LONGEST = 2_048;

    /** The complaint of an answer, JSON or not. */
    static Complaint of(Answered answer) {
        var bytes = answer.body().bytes();
        try {
            if (Json.read(bytes, JsonLimits.TOKEN_ANSWER) instanceof JsonObject object) {
                return of(answer.status(), object);
            }
        } catch (MalformedDocumentException e) {
            return new Complaint(answer.status(), null, new String(bytes, StandardCharsets.UTF_8));
        }
        return new Complaint(answer.status(), null, "");
    }

    static Complaint of(int status, JsonObject object) {
        var tokens = tokens(object);
        boolean isTooLong = tokens.stream().anyMatch(token -> token.length() > LONGEST);
        var description = isTooLong ? "" : PartnerWords.beginning(text(object, "error_description"), tokens);
        return new Complaint(status, ErrorCode.find(object).orElse(null), description);
    }

    /** What an answer grants although it complains, and may say again in its words. */
    private static List<String> tokens(JsonObject object) {
        return Stream.of("access_token", "refresh_token", "id_token")
                .map(name -> text(object, name))
                .filter(token -> token.length() >= SHORTEST)
                .toList();
    }

    private static String text(JsonObject object, String name) {
        return object.find(name).orElse(JsonValue.NULL) instanceof JsonString(String text) ? text : "";
    }

    boolean blamesCredential() {
        return code != null && code.blamesCredential();
    }

    boolean blamesConfiguration() {
        return code != null && code.blamesConfiguration();
    }

    boolean passes() {
        return code != null && code.passes();
    }

    boolean isSlowDown() {
        return code != null && code.isSlowDown();
    }

    /** Whether it may be about anything in the request, a secret that cannot be read included. */
    boolean isOfWholeRequest() {
        return code != null && code.isOfWholeRequest();
    }

    /** All of it as an operator may see it, and what to look at. */
    String shown(AnswerRules rules) {
        var words = code == null ? rules.preview(description) : rules.shown(description);
        return Stream.of(
                        Optional.of("status " + status),
                        Optional.ofNullable(code).map(told -> "error " + rules.shown(told.shown())),
                        Optional.of(words).filter(told -> !told.isEmpty()).map(told -> "\"" + told + "\""),
                        Optional.ofNullable(code).map(ErrorCode::advice).filter(told -> !told.isEmpty()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    /** As {@link #shown}, with a word on the secret if it can be to blame. */
    String shownWithHint(AnswerRules rules) {
        var hint = rules.secrets().hint(rules.secretPlace());
        return shown(rules) + hint.map(told -> "; " + told).orElse("");
    }
}
