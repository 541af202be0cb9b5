package dev.iris.partner;

import dev.iris.json.JsonValue;
import dev.iris.json.Problem;
import dev.iris.model.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Endpoint 2 (contract, section 3): takes segment messages from whoever has a good bearer token (RFC 6750). Thread-safe. */
final class SegmentEndpoint {
    /** The answer to every message that is taken. */
    static final Answer TAKEN =
            Answer.zipped(JsonValue.object().put("accepted", true).build());

    private static final String BEARER = "Bearer ";
    private static final int SHOWN = 20;

    private final Method method;
    private final HeaderCheck headers;
    private final IssuedTokens tokens;
    private final MessageCheck message;

    SegmentEndpoint(Method method, HeaderCheck headers, IssuedTokens tokens, MessageCheck message) {
        this.method = method;
        this.headers = headers;
        this.tokens = tokens;
        this.message = message;
    }

    Verdict check(Request request) {
        if (!request.method().equals(method.name())) {
            return refused(405, Map.of("Allow", method.name()), "method: another (expected: " + method + ")");
        }
        var authorization = request.find("authorization").orElse("");
        if (authorization.isEmpty()) {
            return refused(401, challenge(BEARER.strip()), "authorization: missing (expected: Bearer and a token)");
        }
        if (!authorization.startsWith(BEARER) || !tokens.isGood(authorization.substring(BEARER.length()))) {
            return refused(
                    401, challenge("Bearer error=\"invalid_token\""), "authorization: no token that is good now");
        }
        if (!request.find("content-type").orElse("").equals("application/json")) {
            return refused(415, Map.of(), "content-type: another (expected: application/json)");
        }
        var problems = headers.problems(request);
        return problems.isEmpty() ? body(request.body()) : refused(400, Map.of(), String.join("; ", problems));
    }

    private Verdict body(byte[] body) {
        return switch (message.check(body)) {
            case MessageCheck.Finding.Kept(SegmentMessage kept) -> new Verdict.Take(kept);
            case MessageCheck.Finding.Broken(List<Problem> problems) -> refused(400, Map.of(), shown(problems));
        };
    }

    private static String shown(List<Problem> problems) {
        return problems.stream().limit(SHOWN).map(Problem::toString).collect(Collectors.joining("; "));
    }

    private static Map<String, String> challenge(String value) {
        return Map.of("WWW-Authenticate", value);
    }

    private static Verdict refused(int status, Map<String, String> headers, String detail) {
        var error = status == 401 ? "invalid_token" : "invalid_request";
        var value = JsonValue.object().put("error", error).put("detail", detail);
        return new Verdict.Refused(Answer.json(status, headers, value.build()));
    }
}
