package dev.iris.interop;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionDecoderFactory;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** The standard checks of an assertion, and that its id comes once (RFC 7523 section 3, point 7). Thread-safe. */
final class OnceOnly implements Function<RegisteredClient, OAuth2TokenValidator<Jwt>> {
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    @Override
    public OAuth2TokenValidator<Jwt> apply(RegisteredClient client) {
        return new DelegatingOAuth2TokenValidator<>(
                JwtClientAssertionDecoderFactory.DEFAULT_JWT_VALIDATOR_FACTORY.apply(client), this::check);
    }

    private OAuth2TokenValidatorResult check(Jwt assertion) {
        var id = assertion.getId();
        return id != null && used.add(id)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_client", "jti was used", null));
    }
}
