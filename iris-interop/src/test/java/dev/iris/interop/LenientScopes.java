package dev.iris.interop;

import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Grants the client {@link #CLIENT} less than it asks for instead of nothing, as RFC 6749 section 3.3 lets a server do. Thread-safe. */
final class LenientScopes implements AuthenticationConverter {
    static final String CLIENT = "lenient";

    private final AuthenticationConverter converter;

    LenientScopes(AuthenticationConverter converter) {
        this.converter = converter;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        var asked = converter.convert(request);
        return asked instanceof OAuth2ClientCredentialsAuthenticationToken token
                        && token.getPrincipal() instanceof OAuth2ClientAuthenticationToken client
                        && client.getName().equals(CLIENT)
                ? narrowed(token, client)
                : asked;
    }

    private static Authentication narrowed(
            OAuth2ClientCredentialsAuthenticationToken asked, OAuth2ClientAuthenticationToken client) {
        var known = asked.getScopes().stream()
                .filter(AuthorizationServer.SCOPES::contains)
                .collect(Collectors.toSet());
        return new OAuth2ClientCredentialsAuthenticationToken(client, known, asked.getAdditionalParameters());
    }
}
