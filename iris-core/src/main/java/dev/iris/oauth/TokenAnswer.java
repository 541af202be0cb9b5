package dev.iris.oauth;

import dev.iris.http.HttpsResult.Answered;
import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import dev.iris.model.Secret;
import dev.iris.oauth.FetchOutcome.Fetched;
import dev.iris.oauth.FetchOutcome.Standing;
import dev.iris.oauth.FetchOutcome.Transient;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a successful answer of a token endpoint (RFC 6749 section 5.1) by its content, whatever its Content-Type says. Nothing of the
 * answer is repeated in a reason but a plain error code.
 */
final class TokenAnswer {
    private static final int MOST_TOKEN_CHARS = 16_384;
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]+");

    private final int status;

    private TokenAnswer(int status) {
        this.status = status;
    }

    /** What an answer of status 200 or 201 holds. */
    static FetchOutcome read(Answered answer) {
        var reading = new TokenAnswer(answer.status());
        var bytes = answer.body().bytes();
        try {
            return reading.value(Json.read(bytes, JsonLimits.TOKEN_ANSWER));
        } catch (MalformedDocumentException e) {
            return FetchOutcome.unusable(look(bytes, e));
        }
    }

    private FetchOutcome value(JsonValue value) {
        if (!(value instanceof JsonObject object)) {
            return FetchOutcome.unusable("the answer is " + value.kind() + " (expected: an object)");
        }
        var error = ErrorCode.find(object);
        return error.isPresent() ? failure(error.get()) : token(object);
    }

    /** A success that says it is none (some servers answer errors with 200). */
    private FetchOutcome failure(ErrorCode error) {
        var detail = "status " + status + ", error " + error.text();
        if (error.blamesCredential()) {
            return new Standing(new Reason(ReasonCode.CREDENTIAL_REFUSED, detail));
        }
        var reason = new Reason(ReasonCode.TOKEN_UNUSABLE, detail);
        return error.blamesConfiguration() ? new Standing(reason) : new Transient(reason, null);
    }

    private FetchOutcome token(JsonObject object) {
        var fault = fault(object.find("access_token").orElse(null));
        if (fault != null) {
            return FetchOutcome.unusable(fault);
        }
        if (!isBearer(object)) {
            return FetchOutcome.unusable("token_type is not bearer");
        }
        var life = object.find("expires_in").flatMap(ExpiresIn::read);
        return new Fetched(
                Secret.of(text(object, "access_token")), life.orElse(null), remarks(object, life.isPresent()));
    }

    private static @Nullable String fault(@Nullable JsonValue token) {
        if (token == null) {
            return "access_token is missing";
        }
        if (!(token instanceof JsonString(String text))) {
            return "access_token is " + token.kind() + " (expected: a string)";
        }
        if (text.length() > MOST_TOKEN_CHARS) {
            return "access_token has " + text.length() + " characters (expected: at most " + MOST_TOKEN_CHARS + ")";
        }
        return TOKEN.matcher(text).matches() ? null : "access_token is empty or holds more than visible ASCII";
    }

    private static boolean isBearer(JsonObject object) {
        return isAbsent(object, "token_type") || text(object, "token_type").equalsIgnoreCase("bearer");
    }

    private static List<String> remarks(JsonObject object, boolean hasLife) {
        List<String> remarks = new ArrayList<>();
        if (isAbsent(object, "token_type")) {
            remarks.add("token_type is missing and taken as Bearer");
        }
        if (object.find("expires_in").isPresent() && !hasLife) {
            remarks.add("expires_in is no number of seconds above zero and not used");
        }
        return remarks;
    }

    private static boolean isAbsent(JsonObject object, String name) {
        var value = object.find(name).orElse(JsonValue.NULL);
        return value.equals(JsonValue.NULL) || value.equals(JsonValue.text(""));
    }

    private static String text(JsonObject object, String name) {
        return object.find(name).orElse(JsonValue.NULL) instanceof JsonString(String text) ? text : "";
    }

    private static String look(byte[] bytes, MalformedDocumentException malformed) {
        var start = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1).strip();
        if (start.startsWith("<")) {
            return "the answer is HTML or XML (expected: JSON)";
        }
        return start.contains("access_token=")
                ? "the answer is form-encoded (expected: JSON)"
                : "the answer is not JSON: " + malformed.describe();
    }
}
