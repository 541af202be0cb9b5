package dev.iris.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iris.http.Body;
import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsRequest;
import dev.iris.http.Outbound;
import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.ClientCredential.Placement;
import dev.iris.model.ClientCredential.TlsClient;
import dev.iris.model.HttpsUrl;
import dev.iris.model.PartnerTls;
import dev.iris.model.Rotation;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.SecretUnreadableException;
import dev.iris.model.TokenGrant;
import dev.iris.model.TokenParameters;
import dev.iris.model.TokenPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRequestTest {
    private static final HttpsUrl ENDPOINT = HttpsUrl.parse("api.partner.com/oauth2/token?tenant=7");
    private static final String ODD_SECRET = " %&+£€";

    @Test
    void byDefaultItIsTheContractsRequest() throws Exception {
        var request = request(new OpaqueBasic(Secret.of("not:base64/at==all")));

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.url()).isEqualTo(ENDPOINT);
        assertThat(request.body()).isEqualTo(Body.utf8("grant_type=client_credentials"));
        assertThat(request.body().size()).isEqualTo(29);
        assertThat(request.headers())
                .containsExactly(
                        new HttpHeader("User-Agent", "Adobe Audience Manager Iris"),
                        new HttpHeader("Authorization", "Basic not:base64/at==all"),
                        new HttpHeader("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8"),
                        new HttpHeader("Accept-Encoding", "gzip"));
    }

    /** None of these comes out of a decoder and an encoder as it went in. */
    @ParameterizedTest
    @ValueSource(strings = {"eA", "eB==", "eA==eA==", "a-b_c", "a%41+b", "a:b c", "~ \"'\\,;=&? x"})
    void anOpaqueValueIsSentByteForByte(String value) throws Exception {
        assertThat(authorization(new OpaqueBasic(Secret.of(value)))).isEqualTo("Basic " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\nX-Evil: 1", "x\u0000", " x", "x ", "é", ""})
    void anOpaqueValueThatIsNoHeaderIsNotSent(String value) {
        assertThatThrownBy(() -> request(new OpaqueBasic(Secret.of(value))))
                .isInstanceOf(SecretUnreadableException.class)
                .hasMessageContaining("Basic");
    }

    @Test
    void idAndSecretAreFormEncodedAndThenBase64() throws Exception {
        var authorization = authorization(new ClientIdAndSecret("a b", Secret.of(ODD_SECRET)));

        assertThat(decoded(authorization)).isEqualTo("a+b:+%25%26%2B%C2%A3%E2%82%AC");
    }

    @Test
    void idAndSecretGoAsTheyAreWhereTheEndpointDoesNotDecode() throws Exception {
        var authorization = authorization(pair(Placement.BASIC_RAW));

        assertThat(decoded(authorization)).isEqualTo("a b:" + ODD_SECRET);
    }

    @Test
    void idAndSecretGoInTheBodyAloneIfSoWished() throws Exception {
        var request = request(pair(Placement.POST));

        assertThat(request.headers()).noneMatch(header -> header.isNamed("Authorization"));
        assertThat(text(request))
                .isEqualTo("grant_type=client_credentials&client_id=a+b" + "&client_secret=+%25%26%2B%C2%A3%E2%82%AC");
    }

    @Test
    void aTlsClientSendsItsIdAndNoSecret() throws Exception {
        var request = request(new TlsClient("me"));

        assertThat(request.headers()).noneMatch(header -> header.isNamed("Authorization"));
        assertThat(text(request)).isEqualTo("grant_type=client_credentials&client_id=me");
    }

    @ParameterizedTest
    @CsvSource({"BASIC, 1, 0", "BASIC_RAW, 1, 0", "POST, 0, 1"})
    void noRequestProvesTwice(Placement placement, int inHeader, int inBody) throws Exception {
        var request = request(pair(placement));

        assertThat(request.headers().stream().filter(header -> header.isNamed("Authorization")))
                .hasSize(inHeader);
        assertThat(text(request).split("client_secret=", -1)).hasSize(inBody + 1);
    }

    @Test
    void eachEndpointHasConnectionsOfItsOwn() throws Exception {
        var credential = new OpaqueBasic(Secret.of("b"));
        var here = request(new TokenGrant(HttpsUrl.parse("https://partner.example/token"), credential));
        var there = request(new TokenGrant(HttpsUrl.parse("https://partner.example/other"), credential));

        assertThat(here.channel()).isNotEqualTo(there.channel());
        assertThat(here.channel().owner()).isNotEqualTo(there.channel().owner());
    }

    @Test
    void whatIsAskedForFollowsInTheBody() throws Exception {
        var others = new LinkedHashMap<String, String>();
        others.put("tenant", "a b");
        others.put("x", "ü");
        var asked = new TokenParameters(
                "write read", "https://api.partner.com", List.of("https://one.example/", "urn:two"), others);

        var request = request(new TokenGrant(ENDPOINT, new OpaqueBasic(Secret.of("b")), asked, TokenPolicy.STANDARD));

        assertThat(text(request))
                .isEqualTo("grant_type=client_credentials&scope=write+read&audience=https%3A%2F%2Fapi.partner.com"
                        + "&resource=https%3A%2F%2Fone.example%2F&resource=urn%3Atwo&tenant=a+b&x=%C3%BC");
    }

    @Test
    void noTextOfARequestShowsASecret() throws Exception {
        for (var placement : Placement.values()) {
            var request =
                    request(new ClientIdAndSecret("me", Rotation.of(Secret.of("client-secret-value")), placement));

            assertThat(request.toString() + request.headers())
                    .doesNotContain("client-secret-value")
                    .doesNotContain(ClientProof.base64("me:client-secret-value"));
        }
        assertThat(ClientProof.idAndSecret("me", Secret.of("client-secret-value"), Placement.POST)
                        .toString())
                .doesNotContain("client-secret-value");
    }

    private static ClientIdAndSecret pair(Placement placement) {
        return new ClientIdAndSecret("a b", Rotation.of(Secret.of(ODD_SECRET)), placement);
    }

    private static String authorization(ClientCredential credential) throws SecretUnreadableException {
        return request(credential).headers().stream()
                .filter(header -> header.isNamed("Authorization"))
                .map(HttpHeader::value)
                .findFirst()
                .orElseThrow();
    }

    private static String decoded(String authorization) {
        assertThat(authorization).startsWith("Basic ");
        return new String(Base64.getDecoder().decode(authorization.substring("Basic ".length())), UTF_8);
    }

    private static String text(HttpsRequest request) {
        return new String(request.body().bytes(), UTF_8);
    }

    private static HttpsRequest request(ClientCredential credential) throws SecretUnreadableException {
        return request(new TokenGrant(ENDPOINT, credential));
    }

    private static HttpsRequest request(TokenGrant grant) throws SecretUnreadableException {
        var secrets = new ClientSecrets(grant.credential(), SecretFiles.NONE);
        var proofs = new ClientProofs(grant, secrets, InstantSource.system(), RandomGenerator.getDefault());
        return TokenRequest.of(
                new TokenKey(grant, PartnerTls.NONE),
                proofs.make(0),
                new Outbound(new ScriptedEdge(), "Adobe Audience Manager Iris", SecretFiles.NONE),
                Duration.ofSeconds(10));
    }
}
