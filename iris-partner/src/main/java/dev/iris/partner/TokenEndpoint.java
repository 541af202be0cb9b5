package dev.iris.partner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.json.JsonValue;
import dev.iris.model.Secret;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Endpoint 1 (contract, section 2): exchanges the credential for a bearer token (RFC 6749, section 4.4). Thread-safe. */
final class TokenEndpoint {
    private static final Pattern CONTENT_TYPE =
            Pattern.compile("application/x-www-form-urlencoded[ \t]*;[ \t]*charset=UTF-8", Pattern.CASE_INSENSITIVE);
    static final String GRANT = "grant_type=client_credentials";

    private final List<byte[]> authorizations;
    private final HeaderCheck headers;
    private final IssuedTokens tokens;
    private final TokenLife life;

    TokenEndpoint(Set<Secret> credentials, HeaderCheck headers, IssuedTokens tokens, TokenLife life) {
        this.authorizations = credentials.stream()
                .map(credential -> ("Basic " + credential.reveal()).getBytes(UTF_8))
                .toList();
        this.headers = headers;
        this.tokens = tokens;
        this.life = life;
    }

    Verdict check(Request request) {
        if (!request.method().equals("POST")) {
            return refused(405, Map.of("Allow", "POST"), "invalid_request", "method: another (expected: POST)");
        }
        if (!authentic(request)) {
            var challenge = Map.of("WWW-Authenticate", "Basic realm=\"token\"");
            return refused(401, challenge, "invalid_client", "authorization: not the credential that was agreed");
        }
        if (!request.find("content-type")
                .map(type -> CONTENT_TYPE.matcher(type).matches())
                .orElse(false)) {
            var expected = "content-type: another (expected: application/x-www-form-urlencoded;charset=UTF-8)";
            return refused(415, Map.of(), "invalid_request", expected);
        }
        var problems = headers.problems(request);
        if (!problems.isEmpty()) {
            return refused(400, Map.of(), "invalid_request", String.join("; ", problems));
        }
        return body(new String(request.body(), UTF_8));
    }

    /** A new token as the contract's sample answers it. */
    Answer issue() {
        var answer = JsonValue.object().put("token_type", "Bearer").put("access_token", tokens.issue());
        return Answer.zipped(
                switch (life) {
                    case TokenLife.Untold() -> answer.build();
                    case TokenLife.Told(Duration expiresIn) ->
                        answer.put("expires_in", expiresIn.toSeconds()).build();
                });
    }

    private boolean authentic(Request request) {
        return request.find("authorization")
                .map(value -> value.getBytes(ISO_8859_1))
                .filter(value -> authorizations.stream().anyMatch(known -> MessageDigest.isEqual(value, known)))
                .isPresent();
    }

    private static Verdict body(String body) {
        if (body.equals(GRANT)) {
            return new Verdict.Grant();
        }
        var expected = "body: another (expected: " + GRANT + ")";
        var another = body.startsWith("grant_type=") && !body.startsWith(GRANT);
        return refused(400, Map.of(), another ? "unsupported_grant_type" : "invalid_request", expected);
    }

    private static Verdict refused(int status, Map<String, String> headers, String error, String description) {
        var value = JsonValue.object().put("error", error).put("error_description", description);
        return new Verdict.Refused(Answer.json(status, headers, value.build()));
    }
}
