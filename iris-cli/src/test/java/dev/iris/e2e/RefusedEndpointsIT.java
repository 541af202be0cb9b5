package dev.iris.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.Json;
import dev.iris.partner.certificates.CertificateAuthority;
import dev.iris.partner.certificates.Validity;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawRequest;
import dev.iris.testkit.RawTlsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints that are sent nothing, with the reason in the status. */
class RefusedEndpointsIT {
    private static final String CREDENTIAL = "b3BhcXVlLWNyZWRlbnRpYWw=";
    private static final String TOKEN = "glIb-token";

    private final CertificateAuthority authority = new CertificateAuthority(InstantSource.system());

    @TempDir
    private Path folder;

    /** What is wrong with a server's certificate. */
    enum Certificate {
        OF_AN_UNKNOWN_AUTHORITY("certificate-untrusted") {
            @Override
            SSLContext context(CertificateAuthority authority) {
                return new CertificateAuthority(InstantSource.system())
                        .issueServer("127.0.0.1", "localhost")
                        .sslContext();
            }
        },
        EXPIRED("certificate-untrusted") {
            @Override
            SSLContext context(CertificateAuthority authority) {
                return authority
                        .issueServer(List.of("127.0.0.1", "localhost"), Validity.expiredAt(Instant.now()))
                        .sslContext();
            }
        },
        OF_ANOTHER_HOST("certificate-host") {
            @Override
            SSLContext context(CertificateAuthority authority) {
                return authority.issueServer("other.example").sslContext();
            }
        };

        final String reason;

        Certificate(String reason) {
            this.reason = reason;
        }

        abstract SSLContext context(CertificateAuthority authority);
    }

    @ParameterizedTest
    @EnumSource(Certificate.class)
    void aTokenEndpointWithAWrongCertificateSeesNoByteOfTheCredential(Certificate wrong) throws Exception {
        try (var good = partner();
                var bad = RawTlsServer.start(wrong.context(authority), RefusedEndpointsIT::answer);
                var iris = Running.start(folder, authority.certificatePem())) {
            tell(
                    iris,
                    bad.url("/oauth2/token").toString(),
                    good.url("/segments").toString());
            awaitReason(iris, wrong.reason);
            assertThat(bad.connections()).isPositive();
            assertThat(bad.applicationBytes()).isZero();
            assertThat(good.connections()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Certificate.class)
    void aSegmentEndpointWithAWrongCertificateSeesNoByteOfTheToken(Certificate wrong) throws Exception {
        try (var good = partner();
                var bad = RawTlsServer.start(wrong.context(authority), RefusedEndpointsIT::answer);
                var iris = Running.start(folder, authority.certificatePem())) {
            tell(
                    iris,
                    good.url("/oauth2/token").toString(),
                    bad.url("/segments").toString());
            awaitReason(iris, wrong.reason);
            assertThat(bad.connections()).isPositive();
            assertThat(bad.applicationBytes()).isZero();
            assertThat(good.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "LOCALHOST.",
                "2130706433",
                "0x7f000001",
                "0177.0.0.1",
                "0.0.0.0",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[0:0:0:0:0:ffff:7f00:0001]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "169.254.169.254",
                "[fd00:ec2::254]",
                "[fe80::1]",
                "[fd12:3456::1]",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "168.63.129.16",
            })
    void aForbiddenAddressIsNotSpokenToInAnySpelling(String host) throws Exception {
        try (var trap = partner();
                var iris = Running.startWith(folder, "")) {
            var url = "https://" + host + ":" + trap.port();
            tell(iris, url + "/oauth2/token", "https://api.partner.example/segments");
            awaitReason(iris, "address-forbidden");
            assertThat(trap.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.1", "127.0.0.256", "127.0.0.1%00.partner.example", "[::1%25lo]", "a@127.0.0.1"})
    void aHostThatIsNeitherNameNorAddressIsRefusedByItsField(String host) throws Exception {
        try (var iris = Running.startWith(folder, "")) {
            var url = "https://" + host + "/oauth2/token";
            var refused = iris.api().put("/v1/destinations/423", Running.json(destination(url, url)));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(Json.write(refused.body()))
                    .contains("{\"field\":\"endpoint\"", "{\"field\":\"auth.tokenEndpoint\"");
        }
    }

    @Test
    void aForbiddenSegmentEndpointSeesNothingThoughTheTokenIsHeld() throws Exception {
        try (var good = partner();
                var iris = Running.startWith(
                        folder,
                        "egress: { allow: [127.0.0.1/32], trustedCertificates: ['"
                                + Files.writeString(folder.resolve("ca.pem"), authority.certificatePem())
                                + "'] }")) {
            tell(iris, good.url("/oauth2/token").toString(), "https://127.0.0.2:" + good.port() + "/segments");
            awaitReason(iris, "address-forbidden");
            assertThat(good.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301, true", "302, true", "303, true", "307, true", "308, true", "300, true",
        "301, false", "302, false", "303, false", "307, false", "308, false", "300, false"
    })
    void aRedirectOfEitherRequestIsNotFollowed(int status, boolean ofToken) throws Exception {
        try (var trap = partner();
                var partner = RawTlsServer.start(
                        authority.issueServer("127.0.0.1", "localhost").sslContext(),
                        request -> request.target().equals("/oauth2/token") == ofToken
                                ? redirect(status, trap.url("/trap").toString())
                                : answer(request));
                var iris = Running.start(folder, authority.certificatePem())) {
            tell(
                    iris,
                    partner.url("/oauth2/token").toString(),
                    partner.url("/segments").toString());
            awaitReason(iris, "redirect");
            assertThat(trap.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.partner.com/x", "ftp://api.partner.com/x", "HTTP://127.0.0.1/x"})
    void anEndpointThatIsNotHttpsIsRefusedByItsField(String url) throws Exception {
        try (var iris = Running.startWith(folder, "")) {
            var refused = iris.api().put("/v1/destinations/423", Running.json(destination(url, url)));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(Json.write(refused.body()))
                    .contains("{\"field\":\"endpoint\",\"reason\":\"is not https")
                    .contains("{\"field\":\"auth.tokenEndpoint\",\"reason\":\"is not https");
        }
    }

    private RawTlsServer partner() {
        return RawTlsServer.start(
                authority.issueServer("127.0.0.1", "localhost").sslContext(), RefusedEndpointsIT::answer);
    }

    private static RawReply answer(RawRequest request) {
        return RawReply.json(200, "{\"token_type\":\"Bearer\",\"access_token\":\"" + TOKEN + "\"}");
    }

    private static RawReply redirect(int status, String location) {
        return RawReply.answer(status, "Location: " + location + "\r\n", new byte[0]);
    }

    private static void tell(Running iris, String tokenEndpoint, String endpoint) {
        iris.put(423, destination(tokenEndpoint, endpoint));
        iris.post("{'device':'1','time':'2026-11-02T08:00:00Z','qualified':['14356'],"
                + "'ids':[{'dpid':'12345','uuid':'u1'}]}");
    }

    private static String destination(String tokenEndpoint, String endpoint) {
        return "{'clientId':'1','userDpid':'12345','endpoint':'" + endpoint + "','auth':{'tokenEndpoint':'"
                + tokenEndpoint + "','basic':'" + CREDENTIAL + "'},'mappings':[{'segment':'14356'}]}";
    }

    private static void awaitReason(Running iris, String code) {
        Awaitility.await()
                .atMost(Running.PATIENCE)
                .untilAsserted(() -> assertThat(iris.reason(423)).isEqualTo(code));
        assertThat(iris.number(423, "backlog")).isEqualTo(1);
    }
}
