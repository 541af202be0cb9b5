package dev.iris.server.api;

import dev.iris.server.control.AccessTokens;
import dev.iris.server.control.Scope;
import java.util.List;
import java.util.Locale;

/** Lets a request through when its access token has the scope (RFC 6750 sections 2.1 and 3). Thread-safe. */
final class Gate {
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String SCHEME = "Bearer ";

    private final AccessTokens tokens;

    Gate(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Returns when the request may pass: the name of its access token, empty when none is needed.
     *
     * @param authorization all Authorization headers
     */
    String admit(Endpoint endpoint, List<String> authorization) {
        return endpoint.findScope().map(scope -> require(scope, authorization)).orElse("");
    }

    private String require(Scope scope, List<String> authorization) {
        var access = tokens.authenticate(bearer(authorization))
                .orElseThrow(() -> unauthenticated("The access token is not known.", "Bearer error=\"invalid_token\""));
        if (!access.may(scope)) {
            var name = scope.name().toLowerCase(Locale.ROOT);
            throw new RefusedException(Refusal.of(ErrorCode.SCOPE_MISSING, "This needs the scope " + name + ".")
                    .with(CHALLENGE, "Bearer error=\"insufficient_scope\", scope=\"" + name + "\""));
        }
        return access.name();
    }

    private static String bearer(List<String> authorization) {
        if (authorization.size() != 1) {
            throw unauthenticated(
                    "One Authorization header is expected; there are " + authorization.size() + ".", "Bearer");
        }
        var header = authorization.getFirst();
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw unauthenticated("Another Authorization scheme was used (expected: Bearer).", "Bearer");
        }
        return header.substring(SCHEME.length()).strip();
    }

    private static RefusedException unauthenticated(String detail, String challenge) {
        return new RefusedException(
                Refusal.of(ErrorCode.UNAUTHENTICATED, detail).with(CHALLENGE, challenge));
    }
}
