package dev.iris.oauth;

import dev.iris.http.HttpsResult.Answered;
import dev.iris.http.RetryAfter;
import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.MalformedDocumentException;
import dev.iris.oauth.FetchOutcome.Standing;
import dev.iris.oauth.FetchOutcome.Transient;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a token endpoint says when it grants nothing: whose fault it is, and whether asking again can help. */
final class TokenRefusal {
    private static final Duration MOST_UNAVAILABLE = Duration.ofSeconds(60);
    private static final Set<Integer> PASSING = Set.of(408, 425);
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}");

    private TokenRefusal() {}

    /** The meaning of any answer but 200 and 201. */
    static FetchOutcome read(Answered answer, Instant now) {
        int status = answer.status();
        if (status < 300) {
            return FetchOutcome.unusable("status " + status + " (expected: 200)");
        }
        if (status < 400) {
            return new Standing(new Reason(ReasonCode.REDIRECT, "status " + status + target(answer)));
        }
        if (status >= 500) {
            return new Transient(
                    seen(ReasonCode.UNEXPECTED_STATUS, answer), status == 503 ? unavailable(answer, now) : null);
        }
        return ofClient(answer, now);
    }

    private static FetchOutcome ofClient(Answered answer, Instant now) {
        int status = answer.status();
        var wait = RetryAfter.find(answer, now).orElse(null);
        if (status == 429) {
            return new Transient(seen(ReasonCode.THROTTLED, answer), wait);
        }
        var code = code(answer);
        if (status == 401 || code.filter(ErrorCode::blamesCredential).isPresent()) {
            return new Standing(seen(ReasonCode.CREDENTIAL_REFUSED, answer));
        }
        if (PASSING.contains(status) || code.filter(ErrorCode::passes).isPresent()) {
            return new Transient(seen(ReasonCode.UNEXPECTED_STATUS, answer), wait);
        }
        return new Standing(seen(ReasonCode.UNEXPECTED_STATUS, answer));
    }

    private static @Nullable Duration unavailable(Answered answer, Instant now) {
        return RetryAfter.find(answer, now)
                .map(wait -> wait.compareTo(MOST_UNAVAILABLE) > 0 ? MOST_UNAVAILABLE : wait)
                .orElse(null);
    }

    private static Reason seen(ReasonCode reason, Answered answer) {
        var error = code(answer).map(code -> ", error " + code.text()).orElse("");
        return new Reason(reason, "status " + answer.status() + error);
    }

    private static Optional<ErrorCode> code(Answered answer) {
        try {
            var value = Json.read(answer.body().bytes(), JsonLimits.TOKEN_ANSWER);
            return value instanceof JsonObject object ? ErrorCode.find(object) : Optional.empty();
        } catch (MalformedDocumentException e) {
            return Optional.empty();
        }
    }

    /** The host alone: a path or query may hold anything. */
    private static String target(Answered answer) {
        try {
            var host = URI.create(answer.findHeader("Location").orElse("")).getHost();
            return host != null && HOST.matcher(host).matches() ? " to host " + host : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
