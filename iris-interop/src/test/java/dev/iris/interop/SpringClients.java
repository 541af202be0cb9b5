package dev.iris.interop;

import com.nimbusds.jose.jwk.JWKSet;
import dev.iris.interop.Registration.ByAssertion;
import dev.iris.interop.Registration.ByCertificate;
import dev.iris.interop.Registration.BySecret;
import dev.iris.interop.Registration.BySelfSigned;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** Says what a client is in Spring's words: those with a secret get opaque tokens, all others JWTs. Thread-safe. */
final class SpringClients {
    private final KeySets keySets;

    SpringClients(KeySets keySets) {
        this.keySets = keySets;
    }

    RegisteredClient of(Registration client) {
        var form = RegisteredClient.withId(client.id())
                .clientId(client.id())
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(scopes -> scopes.addAll(AuthorizationServer.SCOPES));
        return (switch (client) {
                    case BySecret(var _, var secret) ->
                        form.clientSecret(secret)
                                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                                .tokenSettings(opaque());
                    case ByAssertion(var _, var algorithm, var keys) ->
                        form.clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
                                .clientSettings(published(client, keys)
                                        .tokenEndpointAuthenticationSigningAlgorithm(
                                                SignatureAlgorithm.valueOf(algorithm.name()))
                                        .build());
                    case ByCertificate(var _, var subject) ->
                        form.clientAuthenticationMethod(ClientAuthenticationMethod.TLS_CLIENT_AUTH)
                                .clientSettings(ClientSettings.builder()
                                        .x509CertificateSubjectDN(subject)
                                        .build());
                    case BySelfSigned(var _, var keys) ->
                        form.clientAuthenticationMethod(ClientAuthenticationMethod.SELF_SIGNED_TLS_CLIENT_AUTH)
                                .clientSettings(published(client, keys).build());
                })
                .build();
    }

    private ClientSettings.Builder published(Registration client, JWKSet keys) {
        return ClientSettings.builder().jwkSetUrl(keySets.publish(client.id(), keys));
    }

    private static TokenSettings opaque() {
        return TokenSettings.builder()
                .accessTokenFormat(OAuth2TokenFormat.REFERENCE)
                .build();
    }
}
