package dev.iris.partner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iris.model.Method;
import dev.iris.model.Secret;
import dev.iris.partner.RecordedRequest.Ending;
import dev.iris.partner.certificates.CertificateAuthority;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ReferencePartnerIT {
    private ReferencePartner partner;

    @BeforeEach
    void start() throws IOException {
        partner = ReferencePartner.start(PartnerSettings.contract());
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @Test
    void ordinaryClientGetsATokenAndDeliversTheSample() throws Exception {
        try (var client = client(partner.certificateAuthority())) {
            var grant = client.send(tokenRequest(), BodyHandlers.ofByteArray());
            assertThat(grant.statusCode()).isEqualTo(200);
            assertThat(grant.headers().map())
                    .containsEntry("content-type", List.of("application/json; charset=utf-8"))
                    .containsEntry("content-encoding", List.of("gzip"));
            assertThat(unzipped(grant)).matches("\\{\"token_type\":\"Bearer\",\"access_token\":\"[A-Za-z0-9]{120}\"}");

            var taken = client.send(segmentRequest(Requests.token(unzipped(grant))), BodyHandlers.ofByteArray());
            assertThat(taken.statusCode()).isEqualTo(200);
            assertThat(unzipped(taken)).isEqualTo("{\"accepted\":true}");
        }
        assertThat(partner.ledger().find("423", Messages.DEVICE, Messages.PARTNER_ID, "14356"))
                .hasValueSatisfying(state -> assertThat(state.active()).isTrue());
        assertThat(partner.counts()).isEqualTo(new PartnerCounts(1, 0, 1, 1, 0, Map.of()));
    }

    @Test
    void clientThatDoesNotTrustTheAuthorityIsNotServed() {
        try (var client = client(new CertificateAuthority(InstantSource.system()))) {
            assertThatThrownBy(() -> client.send(tokenRequest(), BodyHandlers.discarding()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
        assertThat(partner.counts().tokenRequests()).isZero();
    }

    @Test
    void authorityFileIsWhatClientsNeed(@TempDir Path folder) throws IOException {
        var file = folder.resolve("ca.pem");
        partner.writeCertificateAuthority(file);

        assertThat(file).hasContent(partner.certificateAuthorityPem());
    }

    @ParameterizedTest
    @MethodSource
    void faultyTokenRequestIsRefused(String part, String other, int status, String error, String description)
            throws IOException {
        var reply = RawClient.once(partner, replace(Requests.TOKEN, part, other));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body())
                .isEqualTo("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
        assertThat(partner.counts().tokenRefusals()).isOne();
        assertThat(partner.counts().refusals()).isEqualTo(Map.of(status, 1L));
    }

    static Stream<Arguments> faultyTokenRequestIsRefused() {
        var type = "content-type: another (expected: application/x-www-form-urlencoded;charset=UTF-8)";
        var credential = "authorization: not the credential that was agreed";
        var body = "body: another (expected: grant_type=client_credentials)";
        var encoding = "accept-encoding: does not allow gzip (expected: gzip)";
        return Stream.of(
                Arguments.of("POST", "PUT", 405, "invalid_request", "method: another (expected: POST)"),
                Arguments.of("Basic zq", "Basic qz", 401, "invalid_client", credential),
                Arguments.of("Basic zq", "basic zq", 401, "invalid_client", credential),
                Arguments.of("Authorization: Basic", "Authorisation: Basic", 401, "invalid_client", credential),
                Arguments.of(";charset=UTF-8", "", 415, "invalid_request", type),
                Arguments.of("charset=UTF-8", "charset=ISO-8859-1", 415, "invalid_request", type),
                Arguments.of(
                        "User-Agent: Adobe Audience Manager Iris",
                        "User-Agent: curl",
                        400,
                        "invalid_request",
                        "user-agent: is another (expected: Adobe Audience Manager Iris)"),
                Arguments.of(
                        "Accept-Encoding: gzip\n",
                        "",
                        400,
                        "invalid_request",
                        "accept-encoding: stands 0 times (expected: once)"),
                Arguments.of("Encoding: gzip", "Encoding: identity", 400, "invalid_request", encoding),
                Arguments.of("Encoding: gzip", "Encoding: br, gzip;q=0.0", 400, "invalid_request", encoding),
                Arguments.of(
                        "Accept-Encoding: gzip",
                        "Accept-Encoding: gzip\nAccept: */*",
                        400,
                        "invalid_request",
                        "accept: is not in the contract (expected: none)"),
                Arguments.of(
                        "Host: api.partner.com",
                        "Host: api.partner.com\nHost: api.partner.com",
                        400,
                        "invalid_request",
                        "host: stands 2 times (expected: once)"),
                Arguments.of("=client_credentials", "=client-credentials", 400, "unsupported_grant_type", body),
                Arguments.of("grant_type=", "Grant_type=", 400, "invalid_request", body));
    }

    @ParameterizedTest
    @MethodSource
    void variationThatTheContractAllowsIsTaken(String part, String other) throws IOException {
        assertThat(RawClient.once(partner, replace(Requests.TOKEN, part, other)).status())
                .isEqualTo(200);
    }

    static Stream<Arguments> variationThatTheContractAllowsIsTaken() {
        return Stream.of(
                Arguments.of("urlencoded;charset=UTF-8", "urlencoded ; charset=utf-8"),
                Arguments.of("User-Agent:", "user-agent:"),
                Arguments.of("Encoding: gzip", "Encoding: deflate, gzip;q=0.5"),
                Arguments.of("Encoding: gzip", "Encoding: GZIP"));
    }

    @Test
    void refusalsCarryTheirChallenges() throws IOException {
        var token = Requests.freshToken(partner);
        var segments = Requests.segments(token, Messages.SAMPLE);

        assertThat(RawClient.once(partner, replace(Requests.TOKEN, "POST", "GET"))
                        .headers())
                .containsEntry("allow", "POST");
        assertThat(RawClient.once(partner, replace(Requests.TOKEN, "Basic zq", "Basic x"))
                        .headers())
                .containsEntry("www-authenticate", "Basic realm=\"token\"");
        assertThat(RawClient.once(partner, replace(segments, "Authorization: Bearer " + token + "\n", ""))
                        .headers())
                .containsEntry("www-authenticate", "Bearer");
        assertThat(RawClient.once(partner, replace(segments, token, "another")).headers())
                .containsEntry("www-authenticate", "Bearer error=\"invalid_token\"");
        assertThat(RawClient.once(partner, replace(segments, "POST", "GET")).headers())
                .containsEntry("allow", "POST");
    }

    @ParameterizedTest
    @MethodSource
    void faultySegmentRequestIsRefused(String part, String other, int status, String detail) throws IOException {
        var request = Requests.segments(Requests.freshToken(partner), Messages.SAMPLE);
        var reply = RawClient.once(partner, replace(request, part, other));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).contains("\"detail\":\"" + detail + "\"");
        assertThat(partner.ledger().devices()).isZero();
        assertThat(partner.counts().refusals()).isEqualTo(Map.of(status, 1L));
    }

    static Stream<Arguments> faultySegmentRequestIsRefused() {
        return Stream.of(
                Arguments.of("POST", "GET", 405, "method: another (expected: POST)"),
                Arguments.of("Bearer ", "bearer ", 401, "authorization: no token that is good now"),
                Arguments.of(
                        "application/json",
                        "application/json; charset=utf-8",
                        415,
                        "content-type: another (expected: application/json)"),
                Arguments.of(
                        "Accept-Encoding: gzip",
                        "X-Signature: abc\nAccept-Encoding: gzip",
                        400,
                        "x-signature: is not in the contract (expected: none)"),
                Arguments.of(
                        "\"14356\"",
                        "1435678",
                        400,
                        "Users[0].Segments[0].Segment_ID: is a number (expected: a string)"),
                Arguments.of("HTTP/1.1", "HTTP/1.0", 505, "version: another (expected: HTTP/1.1)"),
                Arguments.of(
                        "Content-Length: ",
                        "Transfer-Encoding: chunked\nContent-Length: ",
                        400,
                        "transfer-encoding: not in the contract (expected: Content-Length)"));
    }

    @Test
    void otherPathIsNotFound() throws IOException {
        assertThat(RawClient.once(partner, replace(Requests.TOKEN, "/oauth2/token", "/oauth2/token?x=1"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void tooLargeBodyIsAnsweredBeforeItIsRead() throws IOException {
        try (var small = ReferencePartner.start(
                PartnerSettings.builder().maxBodyBytes(1_024).build())) {
            var request = Requests.segments("any", "x".repeat(200_000));

            assertThat(RawClient.once(small, request).status()).isEqualTo(413);
        }
    }

    @Test
    void connectionServesManyRequests() throws IOException {
        try (var client = new RawClient(partner)) {
            var token = Requests.token(client.exchange(Requests.TOKEN).body());
            for (int i = 0; i < 3; i++) {
                assertThat(client.exchange(Requests.segments(token, Messages.SAMPLE))
                                .status())
                        .isEqualTo(200);
            }
        }
        assertThat(partner.ledger().repeats()).isEqualTo(2);
        assertThat(partner.ledger().accepted(Messages.DEVICE)).isEqualTo(3);
    }

    @Test
    void eachClientHasACredentialOfItsOwn() throws IOException {
        var settings = PartnerSettings.builder()
                .credentials(Set.of(Secret.of("one"), Secret.of("another")))
                .build();
        try (var several = ReferencePartner.start(settings)) {
            for (var known : List.of("one", "another")) {
                assertThat(RawClient.once(several, Requests.TOKEN.replaceAll("Basic .*", "Basic " + known))
                                .status())
                        .isEqualTo(200);
            }
            assertThat(RawClient.once(several, Requests.TOKEN).status()).isEqualTo(401);
        }
    }

    @Test
    void settingsChangeWhatIsExpected() throws IOException {
        var settings = PartnerSettings.builder()
                .credential(Secret.of("other"))
                .userAgent("Another")
                .method(Method.GET)
                .otherHeaders("X-Signature")
                .tokenLife(new TokenLife.Told(Duration.ofHours(1)))
                .build();
        try (var other = ReferencePartner.start(settings)) {
            var grant = RawClient.once(
                    other,
                    Requests.TOKEN
                            .replaceAll("Basic .*", "Basic other")
                            .replace("Adobe Audience Manager Iris", "Another"));
            assertThat(grant.body()).endsWith(",\"expires_in\":3600}");

            var request = Requests.segments(Requests.token(grant.body()), Messages.SAMPLE)
                    .replace("POST", "GET")
                    .replace("Adobe Audience Manager Iris", "Another\nX-Signature: a\nX-Signature: b");
            assertThat(RawClient.once(other, request).status()).isEqualTo(200);
        }
    }

    @Test
    void recordedRequestsShowNoSecret() throws IOException {
        var token = Requests.freshToken(partner);
        RawClient.once(partner, Requests.segments(token, Messages.SAMPLE));
        RawClient.once(
                partner, replace(Requests.TOKEN, "grant_type=client_credentials", "client_secret=ssssssssssssss1"));
        RawClient.once(partner, replace(Requests.TOKEN, "Authorization", "X-Secret"));

        assertThat(partner.requests())
                .extracting(RecordedRequest::target)
                .containsExactly("/oauth2/token", "/segments/aam", "/oauth2/token", "/oauth2/token");
        assertThat(partner.requests())
                .extracting(RecordedRequest::ending)
                .containsExactly(answered(200), answered(200), answered(400), answered(401));
        assertThat(partner.requests().get(1).headers()).contains("authorization: Bearer ***");
        assertThat(partner.requests().get(1).body()).isEqualTo(Messages.SAMPLE);
        assertThat(partner.requests().toString())
                .doesNotContain(token, PartnerSettings.SAMPLE_CREDENTIAL, "ssssssssssssss1");
    }

    private HttpRequest tokenRequest() {
        return HttpRequest.newBuilder(URI.create(partner.tokenEndpoint().toString()))
                .header("User-Agent", PartnerSettings.USER_AGENT)
                .header("Authorization", "Basic " + PartnerSettings.SAMPLE_CREDENTIAL)
                .header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
                .header("Accept-Encoding", "gzip")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
    }

    private HttpRequest segmentRequest(String token) {
        return HttpRequest.newBuilder(URI.create(partner.segmentEndpoint().toString()))
                .header("User-Agent", PartnerSettings.USER_AGENT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept-Encoding", "gzip")
                .POST(BodyPublishers.ofString(Messages.SAMPLE))
                .build();
    }

    private static HttpClient client(CertificateAuthority trusted) {
        return HttpClient.newBuilder()
                .sslContext(trusted.trustingContext())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    private static String unzipped(HttpResponse<byte[]> answer) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(), UTF_8);
    }

    private static Ending answered(int status) {
        return new Ending.Answered(status);
    }

    private static String replace(String request, String part, String other) {
        assertThat(request).contains(part);
        var changed = request.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(other));
        int body = changed.indexOf("\n\n") + 2;
        return changed.replaceFirst("Content-Length: \\d+", "Content-Length: " + (changed.length() - body));
    }
}
