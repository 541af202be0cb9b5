package dev.iris.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.partner.certificates.CertificateAuthority;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawRequest;
import dev.iris.testkit.RawTlsServer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes over the wire, byte for byte. */
class WireIT {
    private static final String CREDENTIAL = "b3BhcXVlOnNlY3JldA==:not/base64 at+all";
    private static final String TOKEN =
            "glIbBVohK8d86alDEnllPWi6IpjZvJC6kwBRuuawts6YMkw4tZkt84rEZYU2ZKHCQP3TT7PnzCQPI0yY";
    private static final String DEVICE = "19393572368547369350319949416899715727";
    private static final String DATE =
            "(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d UTC \\d{4}";

    @TempDir
    private Path folder;

    private final CertificateAuthority authority = new CertificateAuthority(InstantSource.system());
    private RawTlsServer partner = started();
    private String destination = "";

    private RawTlsServer started() {
        return RawTlsServer.start(authority.issueServer("localhost").sslContext(), WireIT::answer);
    }

    @BeforeEach
    void describeDestination() {
        destination = "{'name':'Example partner','clientId':'74323','userDpid':'12345','endpoint':'"
                + partner.url("/segments/aam") + "','auth':{'type':'oauth2','tokenEndpoint':'"
                + partner.url("/oauth2/token") + "','basic':'" + CREDENTIAL + "'},'mappings':[{'segment':'14356'}]";
    }

    @AfterEach
    void close() {
        partner.close();
    }

    @Test
    void theTokenRequestIsTheGoldenOneButForHostAndCredential() throws Exception {
        try (var iris = Running.start(folder, authority.certificatePem())) {
            deliverOne(iris, destination + "}");
        }
        var golden = golden();
        var request = requests("/oauth2/token").getFirst();
        assertThat(request.line()).isEqualTo(golden.getFirst());
        assertThat(request.headersByLowerName())
                .containsExactlyInAnyOrderElementsOf(golden.subList(1, golden.indexOf("")).stream()
                        .map(WireIT::withLowerName)
                        .map(header -> header.startsWith("host: ") ? "host: localhost:" + partner.port() : header)
                        .map(header ->
                                header.startsWith("authorization: ") ? "authorization: Basic " + CREDENTIAL : header)
                        .toList());
        assertThat(request.body()).isEqualTo(golden.getLast());
    }

    @Test
    void theSegmentRequestIsTheContractsByteForByte() throws Exception {
        try (var iris = Running.start(folder, authority.certificatePem())) {
            deliverOne(iris, destination + "}");
        }
        var request = requests("/segments/aam").getFirst();
        assertThat(request.line()).isEqualTo("POST /segments/aam HTTP/1.1");
        assertThat(request.headersByLowerName())
                .containsExactlyInAnyOrder(
                        "host: localhost:" + partner.port(),
                        "user-agent: Adobe Audience Manager Iris",
                        "authorization: Bearer " + TOKEN,
                        "content-type: application/json",
                        "accept-encoding: gzip",
                        "content-length: " + request.bodyBytes().length);
        assertThat(request.body())
                .matches("\\{\"ProcessTime\":\"" + DATE + "\",.*")
                .endsWith(
                        "\",\"User_DPID\":\"12345\",\"Client_ID\":\"74323\",\"AAM_Destination_Id\":\"423\",\"User_count\":\"1\","
                            + "\"Users\":[{\"AAM_UUID\":\"" + DEVICE
                                + "\",\"DataPartner_UUID\":\"4250948725049857\","
                                + "\"AAM_Regions\":[\"9\"],\"Segments\":[{\"Segment_ID\":\"14356\",\"Status\":\"1\","
                                + "\"DateTime\":\"Wed Jul 27 16:17:22 UTC 2016\"}]}]}");
    }

    @Test
    void aGetCarriesTheSameBodyAndNoRegionsWhereNoneIsKnown() throws Exception {
        try (var iris = Running.start(folder, authority.certificatePem())) {
            iris.put(423, destination + ",'method':'GET'}");
            iris.post("{'device':'" + DEVICE + "','time':'2016-07-27T16:17:22Z','qualified':['14356'],"
                    + "'ids':[{'dpid':'12345','uuid':'4250948725049857'},{'dpid':'12345','uuid':'4250948725049858'}]}");
            iris.awaitDelivered(423, 2);
        }
        var request = requests("/segments/aam").getFirst();
        assertThat(request.line()).isEqualTo("GET /segments/aam HTTP/1.1");
        var segments = "\"Segments\":[{\"Segment_ID\":\"14356\",\"Status\":\"1\",\"DateTime\":\"Wed Jul 27 16:17:22 UTC"
                + " 2016\"}]}";
        assertThat(request.body())
                .endsWith("\"User_count\":\"2\",\"Users\":[{\"AAM_UUID\":\"" + DEVICE
                        + "\",\"DataPartner_UUID\":\"4250948725049857\"," + segments + ",{\"AAM_UUID\":\"" + DEVICE
                        + "\",\"DataPartner_UUID\":\"4250948725049858\"," + segments + "]}");
        assertThat(request.findHeader("content-length")).contains("" + request.bodyBytes().length);
    }

    @Test
    void theUserAgentIsASetting() throws Exception {
        try (var iris = Running.start(folder, authority.certificatePem(), "userAgent: Another Sender 2")) {
            deliverOne(iris, destination + "}");
        }
        assertThat(partner.requests())
                .hasSize(2)
                .allSatisfy(
                        request -> assertThat(request.findHeader("user-agent")).contains("Another Sender 2"));
    }

    @Test
    void connectionsAreKeptAndTheTokenIsShared() throws Exception {
        try (var iris = Running.start(folder, authority.certificatePem())) {
            iris.put(
                    423, destination + ",'aggregation':{'maxUsers':1,'linger':'0ms'},'delivery':{'maxConcurrency':4}}");
            iris.post(IntStream.range(0, 200)
                    .mapToObj(
                            i -> "{'device':'" + (1_000 + i) + "','time':'2016-07-27T16:17:22Z','qualified':['14356'],"
                                    + "'ids':[{'dpid':'12345','uuid':'u" + i + "'}]}")
                    .toArray(String[]::new));
            iris.awaitDelivered(423, 200);
        }
        assertThat(requests("/oauth2/token")).hasSize(1);
        assertThat(requests("/segments/aam")).hasSize(200);
        assertThat(partner.connections()).isLessThanOrEqualTo(8);
    }

    @Test
    void anUntrustedPartnerIsSentNothing() throws Exception {
        try (var iris = Running.startWith(folder, "egress: { allow: [127.0.0.0/8] }")) {
            iris.put(423, destination + "}");
            iris.post(event());
            awaitReason(iris, "certificate-untrusted");
        }
        assertThat(partner.requests()).isEmpty();
    }

    @Test
    void aForbiddenAddressIsNotConnectedTo() throws Exception {
        try (var iris = Running.startWith(folder, "")) {
            iris.put(423, destination + "}");
            iris.post(event());
            awaitReason(iris, "address-forbidden");
        }
        assertThat(partner.connections()).isZero();
    }

    private static void awaitReason(Running iris, String code) {
        Awaitility.await().atMost(Running.PATIENCE).until(() -> iris.reason(423).equals(code));
        assertThat(iris.number(423, "backlog")).isEqualTo(1);
    }

    private static void deliverOne(Running iris, String document) {
        iris.put(423, document);
        iris.post(event());
        iris.awaitDelivered(423, 1);
    }

    private static String event() {
        return "{'device':'" + DEVICE + "','time':'2016-07-27T16:17:22.125Z','region':'9','qualified':['14356'],"
                + "'ids':[{'dpid':'12345','uuid':'4250948725049857'}]}";
    }

    private List<RawRequest> requests(String target) {
        return partner.requests().stream()
                .filter(request -> request.target().equals(target))
                .toList();
    }

    private static RawReply answer(RawRequest request) {
        return request.target().equals("/oauth2/token")
                ? RawReply.gzipJson(200, "{\"token_type\":\"Bearer\",\"access_token\":\"" + TOKEN + "\"}")
                : RawReply.json(200, "{}");
    }

    private static List<String> golden() throws Exception {
        try (var in = WireIT.class.getResourceAsStream("/golden/token-request.http")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                    .strip()
                    .lines()
                    .toList();
        }
    }

    private static String withLowerName(String header) {
        int colon = header.indexOf(':');
        return header.substring(0, colon).toLowerCase(Locale.ROOT) + header.substring(colon);
    }
}
