package dev.iris.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.http.HttpsResult.Answered;
import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import dev.iris.model.Secret;
import dev.iris.model.TokenPolicy;
import dev.iris.oauth.FetchOutcome.Fetched;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a successful answer of a token endpoint (RFC 6749 section 5.1) by its content, whatever its Content-Type says. Members that
 * are not known, a refresh token among them, count for nothing.
 */
final class TokenAnswer {
    private static final int MOST_TOKEN_CHARS = 16_384;
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]+");
    private static final Pattern STRICT_TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final int status;
    private final AnswerRules rules;
    private final TokenPolicy policy;

    private TokenAnswer(int status, AnswerRules rules) {
        this.status = status;
        this.rules = rules;
        this.policy = rules.grant().policy();
    }

    /** What an answer of status 200 or 201 holds. */
    static FetchOutcome read(Answered answer, AnswerRules rules) {
        var reading = new TokenAnswer(answer.status(), rules);
        var bytes = answer.body().bytes();
        try {
            return reading.value(Json.read(bytes, JsonLimits.TOKEN_ANSWER));
        } catch (MalformedDocumentException e) {
            return reading.other(new String(bytes, UTF_8), e);
        }
    }

    private FetchOutcome value(JsonValue value) {
        if (!(value instanceof JsonObject object)) {
            return FetchOutcome.unusable("the answer is " + value.kind() + " (expected: an object)");
        }
        return ErrorCode.find(object).isPresent()
                ? TokenRefusal.inSuccess(Complaint.of(status, object), rules)
                : token(object);
    }

    private FetchOutcome token(JsonObject object) {
        var fault = tokenFault(object.find("access_token").orElse(null));
        if (fault == null) {
            fault = typeFault(object);
        }
        return fault == null ? fetched(object) : FetchOutcome.unusable(fault);
    }

    private Fetched fetched(JsonObject object) {
        var life = object.find("expires_in").flatMap(told -> ExpiresIn.read(told, policy.maxLife()));
        var remarks = new ArrayList<String>();
        if (isAbsent(object, "token_type")) {
            remarks.add("token_type is missing and taken as Bearer");
        }
        if (object.find("expires_in").isPresent() && life.isEmpty()) {
            remarks.add("expires_in is no number of seconds above zero and not used");
        }
        boolean isNarrower = isNarrower(object);
        if (isNarrower) {
            remarks.add("the scope that was granted is narrower than the one that was asked for");
        }
        return new Fetched(Secret.of(text(object, "access_token")), life.orElse(null), remarks, isNarrower);
    }

    private @Nullable String tokenFault(@Nullable JsonValue token) {
        if (token == null) {
            return "access_token is missing";
        }
        if (!(token instanceof JsonString(String text))) {
            return "access_token is " + token.kind() + " (expected: a string)";
        }
        if (text.length() > MOST_TOKEN_CHARS) {
            return "access_token has " + text.length() + " characters (expected: at most " + MOST_TOKEN_CHARS + ")";
        }
        if (!TOKEN.matcher(text).matches()) {
            return "access_token is empty or holds more than visible ASCII";
        }
        return policy.strictCharacters() && !STRICT_TOKEN.matcher(text).matches()
                ? "access_token holds characters that auth.token.strictCharacters forbids"
                : null;
    }

    /** A token of another type must never be sent as a bearer token (RFC 6749 section 7.1). */
    private @Nullable String typeFault(JsonObject object) {
        if (isAbsent(object, "token_type")) {
            return policy.typeRequired() ? "token_type is missing" : null;
        }
        var type = text(object, "token_type");
        boolean isBearer =
                type.equalsIgnoreCase("bearer") || policy.otherTypes().stream().anyMatch(type::equalsIgnoreCase);
        return isBearer ? null : "token_type is not bearer";
    }

    private boolean isNarrower(JsonObject object) {
        var asked = rules.grant().parameters().scope();
        var granted = text(object, "scope");
        return asked != null
                && !granted.isBlank()
                && !Set.copyOf(words(granted)).containsAll(words(asked));
    }

    private static List<String> words(String scope) {
        return List.of(scope.strip().split("\\s+"));
    }

    private static boolean isAbsent(JsonObject object, String name) {
        var value = object.find(name).orElse(JsonValue.NULL);
        return value.equals(JsonValue.NULL) || value.equals(JsonValue.text(""));
    }

    private static String text(JsonObject object, String name) {
        return object.find(name).orElse(JsonValue.NULL) instanceof JsonString(String text) ? text : "";
    }

    private FetchOutcome other(String body, MalformedDocumentException malformed) {
        var start = body.replaceFirst("^\\uFEFF", "").strip();
        if (start.startsWith("<")) {
            var preview = rules.preview(body);
            return FetchOutcome.unusable(
                    "the answer is HTML or XML (expected: JSON)" + (preview.isEmpty() ? "" : ": \"" + preview + "\""));
        }
        if (!start.startsWith("{") && start.contains("access_token=")) {
            return form(start);
        }
        return FetchOutcome.unusable("the answer is not JSON: " + malformed.describe());
    }

    private FetchOutcome form(String body) {
        if (!policy.formEncoded()) {
            return FetchOutcome.unusable(
                    "the answer is form-encoded (expected: JSON; auth.token.formEncoded: true takes it)");
        }
        return FormAnswer.read(body)
                .map(this::value)
                .orElseGet(() -> FetchOutcome.unusable("the answer is form-encoded and malformed"));
    }
}
