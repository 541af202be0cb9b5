package dev.iris.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.iris.http.HttpsRequest;
import dev.iris.http.Outbound;
import dev.iris.model.ClientCredential.PrivateKeyJwt;
import dev.iris.model.Rotation;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.SecretSource;
import dev.iris.model.SigningAlgorithm;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAssertionTest {
    private static final KeyPair RSA = rsa(2_048);
    private static final KeyPair P256 = ec("secp256r1");

    private final ScriptedEdge edge = new ScriptedEdge();
    private final TestClock clock = new TestClock();

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void everyAlgorithmSignsWhatItsPublicKeyVerifies(SigningAlgorithm algorithm) throws Exception {
        var keys = keys(algorithm);
        var signed = ClientAssertion.of(pem(keys), algorithm, "key-7")
                .sign("me", "https://issuer.example", Grants.WALL.instant(), new Random(1));

        var jwt = SignedJWT.parse(signed);
        assertThat(jwt.verify(verifier(keys))).isTrue();
        assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo(algorithm.name());
        assertThat(jwt.getHeader().getKeyID()).isEqualTo("key-7");
        assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo("me");
        assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("me");
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly("https://issuer.example");
        assertThat(jwt.getJWTClaimsSet().getIssueTime()).isEqualTo(Date.from(Grants.WALL.instant()));
        assertThat(life(jwt)).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({"secp256r1, ES256", "secp384r1, ES384", "secp521r1, ES512"})
    void theUsualAlgorithmOfACurveIsTakenIfNoneIsSet(String curve, String algorithm) throws Exception {
        assertThat(algorithmOf(ec(curve))).isEqualTo(algorithm);
    }

    @Test
    void theUsualAlgorithmOfRsaIsTakenIfNoneIsSet() throws Exception {
        assertThat(algorithmOf(RSA)).isEqualTo("RS256");
    }

    @Test
    void keysThatDoNotFitAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientAssertion.of(pem(RSA), SigningAlgorithm.ES256, null))
                .withMessage("does not fit the algorithm ES256 (expected: an EC key)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientAssertion.of(pem(P256), SigningAlgorithm.PS256, null))
                .withMessage("does not fit the algorithm PS256 (expected: an RSA key)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientAssertion.of(pem(P256), SigningAlgorithm.ES384, null))
                .withMessageContaining("curve");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientAssertion.of(pem(rsa(1_024)), SigningAlgorithm.RS256, null))
                .withMessage("is too short (expected: RSA of at least 2048 bits)");
        assertThatIllegalArgumentException().isThrownBy(() -> ClientAssertion.of(Secret.of("no key"), null, null));
    }

    @Test
    void everyRequestHasAnAssertionOfItsOwn() throws Exception {
        edge.thenAnswer(503, "").thenGrant("one").thenGrant("two");
        var source = source();
        Taken.unavailable(source);
        clock.advance(Duration.ofSeconds(1));
        source.reject(Taken.granted(source));
        Taken.granted(source);

        assertThat(assertions()).hasSize(3);
        assertThat(assertions().stream().map(ClientAssertionTest::id).distinct())
                .hasSize(3);
        assertThat(assertions().getFirst())
                .satisfies(jwt ->
                        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly(Grants.ENDPOINT.toString()));
    }

    @Test
    void theAssertionGoesInTheBodyAlone() throws Exception {
        edge.thenGrant("one");
        Taken.granted(source());

        var request = edge.requests().getFirst();
        assertThat(request.headers()).noneMatch(header -> header.isNamed("Authorization"));
        assertThat(body(request))
                .matches("grant_type=client_credentials&client_id=me"
                        + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                        + "&client_assertion=[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    }

    @Test
    void theAssertionIsForWhomTheDestinationSays() throws Exception {
        edge.thenGrant("one");
        Taken.granted(source("https://issuer.example"));

        assertThat(assertions().getFirst().getJWTClaimsSet().getAudience()).containsExactly("https://issuer.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Token reuse detected",
                "Replay detected",
                "the jti was already used",
                "This assertion has already been used."
            })
    void anAssertionThatIsFoundUsedIsNoRefusedCredential(String words) throws Exception {
        edge.thenAnswer(400, "{\"error\":\"invalid_client\",\"error_description\":\"" + words + "\"}")
                .thenGrant("one");
        var source = source();
        Taken.unavailable(source);
        clock.advance(Duration.ofSeconds(1));

        assertThat(Taken.value(source)).isEqualTo("one");
    }

    private TokenSource source() {
        return source(null);
    }

    private TokenSource source(@Nullable String audience) {
        var keys = Rotation.of(new SecretSource.Stored(pem(P256)));
        var outbound = new Outbound(edge, "Iris", SecretFiles.NONE);
        return Grants.source(
                new TokenSources(outbound, clock, Grants.WALL, new Random(1)),
                Grants.of(new PrivateKeyJwt("me", keys, List.of(), null, audience)));
    }

    private List<SignedJWT> assertions() {
        return edge.requests().stream()
                .map(ClientAssertionTest::body)
                .map(body -> body.replaceAll(".*client_assertion=([^&]+).*", "$1"))
                .map(assertion -> parse(URLDecoder.decode(assertion, StandardCharsets.UTF_8)))
                .toList();
    }

    private static String body(HttpsRequest request) {
        return new String(request.body().bytes(), StandardCharsets.UTF_8);
    }

    private static String algorithmOf(KeyPair keys) throws Exception {
        var signed = ClientAssertion.of(pem(keys), null, null).sign("me", "a", Grants.WALL.instant(), new Random(1));
        assertThat(SignedJWT.parse(signed).verify(verifier(keys))).isTrue();
        return SignedJWT.parse(signed).getHeader().getAlgorithm().getName();
    }

    private static KeyPair keys(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case RS256, RS384, RS512, PS256, PS384, PS512 -> RSA;
            case ES256 -> P256;
            case ES384 -> ec("secp384r1");
            case ES512 -> ec("secp521r1");
        };
    }

    private static JWSVerifier verifier(KeyPair keys) throws Exception {
        return keys.getPublic() instanceof ECPublicKey ec
                ? new ECDSAVerifier(ec)
                : new RSASSAVerifier((RSAPublicKey) keys.getPublic());
    }

    private static Duration life(SignedJWT jwt) throws Exception {
        var claims = jwt.getJWTClaimsSet();
        return Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
    }

    private static SignedJWT parse(String text) {
        try {
            return SignedJWT.parse(text);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static String id(SignedJWT jwt) {
        try {
            return jwt.getJWTClaimsSet().getJWTID();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair rsa(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair ec(String curve) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Secret pem(KeyPair keys) {
        var base64 = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
        return Secret.of("-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
    }
}
