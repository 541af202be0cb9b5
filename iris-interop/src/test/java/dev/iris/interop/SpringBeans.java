package dev.iris.interop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.crypto.password.AbstractValidatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionDecoderFactory;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Spring Authorization Server as it comes, but that it takes an assertion once and drops the scopes of a lenient client. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SpringBeans {
    private static final int RSA_BITS = 2048;

    @Bean
    SecurityFilterChain endpoints(HttpSecurity http) {
        http.oauth2AuthorizationServer(server -> {
            http.securityMatcher(server.getEndpointsMatcher());
            server.clientAuthentication(clients -> clients.authenticationProviders(SpringBeans::takeAssertionsOnce));
            server.tokenEndpoint(tokens -> tokens.accessTokenRequestConverters(SpringBeans::dropScopes));
        });
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
    }

    @Bean
    AuthorizationServerSettings settings() {
        return AuthorizationServerSettings.builder().build();
    }

    /** What it signs its own tokens with. */
    @Bean
    JWKSource<SecurityContext> keys() throws JOSEException {
        return new ImmutableJWKSet<>(
                new JWKSet(new RSAKeyGenerator(RSA_BITS).keyID("server").generate()));
    }

    @Bean
    PasswordEncoder secrets() {
        return new PlainSecrets();
    }

    private static void takeAssertionsOnce(List<AuthenticationProvider> providers) {
        var decoders = new JwtClientAssertionDecoderFactory();
        decoders.setJwtValidatorFactory(new OnceOnly());
        providers.stream()
                .filter(JwtClientAssertionAuthenticationProvider.class::isInstance)
                .map(JwtClientAssertionAuthenticationProvider.class::cast)
                .forEach(provider -> provider.setJwtDecoderFactory(decoders));
    }

    private static void dropScopes(List<AuthenticationConverter> converters) {
        converters.replaceAll(LenientScopes::new);
    }

    /** Secrets as they are: any text can be one, and comparing takes no time. */
    private static final class PlainSecrets extends AbstractValidatingPasswordEncoder {
        @Override
        protected String encodeNonNullPassword(String secret) {
            return secret;
        }

        @Override
        protected boolean matchesNonNull(String secret, String stored) {
            return stored.equals(secret);
        }
    }
}
