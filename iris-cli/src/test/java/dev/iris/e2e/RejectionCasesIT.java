package dev.iris.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.partner.certificates.CertificateAuthority;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawRequest;
import dev.iris.testkit.RawTlsServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a segment endpoint says of tokens, to a whole server; names start with the number of a row in the list of cases. */
class RejectionCasesIT {
    private static final int ID = 423;

    private final CertificateAuthority authority = new CertificateAuthority(InstantSource.system());
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger segments = new AtomicInteger();
    private volatile Function<RawRequest, RawReply> answers = _ -> accepted();

    @TempDir
    private Path folder;

    private RawTlsServer partner;
    private Running iris;

    @BeforeEach
    void start() throws IOException {
        partner = RawTlsServer.start(authority.issueServer("localhost").sslContext(), this::answer);
        iris = Running.start(folder, authority.certificatePem());
    }

    @AfterEach
    void stop() {
        iris.close();
        partner.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WWW-Authenticate: Bearer error=\"invalid_token\"\r\n",
                "",
                "WWW-Authenticate: Bearer realm=\"x\"\r\n",
                "www-authenticate: Basic realm=\"a, b\"\r\nWWW-Authenticate: bearer error=invalid_token\r\n",
                "WWW-Authenticate: Bearer error=\"unclosed\r\nConnection: close\r\n",
            })
    void row19to21_anyRejectionCostsOneTokenRequestAndTheSameBytesGoAgain(String headers) {
        answers = first(1, RawReply.answer(401, headers, "<html>no</html>".getBytes(US_ASCII)));
        put("");

        post(1);

        iris.awaitDelivered(ID, 1);
        assertThat(tokensSent()).containsExactly("Bearer t1", "Bearer t2");
        assertThat(segmentRequests())
                .extracting(RawRequest::body)
                .hasSize(2)
                .containsOnly(segmentRequests().getFirst().body());
        assertThat(tokens).hasValue(2);
        assertThat(iris.reason(ID)).isEmpty();
    }

    @Test
    void row23_whoRejectsEveryTokenIsAskedForTwoAndGetsEverythingLater() {
        answers = _ -> rejected();
        put("'maxUsers':1");

        post(100);
        Awaitility.await().atMost(Running.PATIENCE).until(() -> iris.reason(ID).equals("unexpected-status"));

        assertThat(tokens.get()).isLessThanOrEqualTo(3);
        assertThat(iris.number(ID, "backlog")).isEqualTo(100);
        answers = _ -> accepted();
        assertThat(iris.api()
                        .post("/v1/destinations/" + ID + "/resume", "application/json", new byte[0])
                        .ok())
                .isTrue();
        iris.awaitDelivered(ID, 100);
        assertThat(iris.reason(ID)).isEmpty();
    }

    @Test
    void row25_twentyRejectionsOfOneTokenMakeOneRenewal() {
        put("'maxUsers':1");
        post(0, 500); // until twenty may be in flight
        iris.awaitDelivered(ID, 500);
        var all = new CountDownLatch(20);
        answers = request -> {
            all.countDown();
            return header(request).equals("Bearer t1") ? rejected().after(all) : accepted();
        };

        post(500, 520);

        iris.awaitDelivered(ID, 520);
        assertThat(tokens).hasValue(2);
        assertThat(segmentRequests().stream()
                        .skip(500)
                        .collect(groupingBy(RawRequest::body))
                        .values())
                .hasSize(20)
                .allSatisfy(attempts -> assertThat(attempts)
                        .extracting(RejectionCasesIT::header)
                        .containsExactly("Bearer t1", "Bearer t2"));
    }

    @Test
    void row28_aScopeThatIsMissingIsNoMatterOfTokens() {
        answers = _ -> RawReply.answer(403, "WWW-Authenticate: Bearer error=\"insufficient_scope\"\r\n", new byte[0]);
        put("");

        post(1);

        Awaitility.await().atMost(Running.PATIENCE).until(() -> iris.reason(ID).equals("unexpected-status"));
        assertThat(tokens).hasValue(1);
        assertThat(segmentRequests()).hasSize(1);
        assertThat(iris.number(ID, "backlog")).isEqualTo(1);
    }

    @Test
    void row29_anotherStatusRenewsTheTokenWhereTheDestinationSaysSo() {
        answers = first(1, RawReply.answer(403, "", new byte[0]));
        put("", "'renewOn':[401,403]");

        post(1);

        iris.awaitDelivered(ID, 1);
        assertThat(tokensSent()).containsExactly("Bearer t1", "Bearer t2");
        assertThat(segmentRequests())
                .extracting(RawRequest::body)
                .hasSize(2)
                .containsOnly(segmentRequests().getFirst().body());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 407, 500, 502, 503})
    void row30_otherFailuresLeaveTheTokenAsItIs(int status) {
        answers = _ -> RawReply.answer(status, "WWW-Authenticate: Bearer error=\"invalid_request\"\r\n", new byte[0]);
        put("");

        post(1);
        Awaitility.await()
                .atMost(Running.PATIENCE)
                .until(() -> segments.get() >= 1 && !iris.reason(ID).isEmpty());
        iris.api().post("/v1/destinations/" + ID + "/resume", "application/json", new byte[0]);

        Awaitility.await().atMost(Running.PATIENCE).until(() -> segments.get() >= 2);
        assertThat(tokensSent()).containsOnly("Bearer t1");
        assertThat(tokens).hasValue(1);
    }

    @Test
    void row26_theSameTokenAgainIsNotSentAgainAtOnce() {
        tokens.set(Integer.MIN_VALUE);
        answers = _ -> rejected();
        put("");

        post(1);

        Awaitility.await().atMost(Running.PATIENCE).until(() -> iris.reason(ID).equals("token-unusable"));
        assertThat(segmentRequests()).hasSizeLessThanOrEqualTo(2);
        assertThat(iris.number(ID, "backlog")).isEqualTo(1);
    }

    private RawReply answer(RawRequest request) {
        if (request.target().equals("/oauth2/token")) {
            int number = tokens.updateAndGet(before -> before < 0 ? before : before + 1);
            return RawReply.json(200, "{\"token_type\":\"Bearer\",\"access_token\":\"t" + number + "\"}");
        }
        segments.incrementAndGet();
        return answers.apply(request);
    }

    /** The first segment requests are answered so, the others accepted. */
    private Function<RawRequest, RawReply> first(int many, RawReply reply) {
        var left = new AtomicInteger(many);
        return _ -> left.getAndDecrement() > 0 ? reply : accepted();
    }

    private static RawReply accepted() {
        return RawReply.answer(200, "", new byte[0]);
    }

    private static RawReply rejected() {
        return RawReply.answer(401, "WWW-Authenticate: Bearer error=\"invalid_token\"\r\n", new byte[0]);
    }

    private void put(String aggregation, String... moreOfAuth) {
        iris.put(
                ID,
                "{'clientId':'1','userDpid':'12345','endpoint':'" + partner.url("/segments")
                        + "','auth':{'tokenEndpoint':'" + partner.url("/oauth2/token") + "','basic':'b3BhcXVl'"
                        + String.join(
                                "",
                                Arrays.stream(moreOfAuth)
                                        .map(more -> "," + more)
                                        .toList())
                        + "},'aggregation':{" + aggregation + "},'mappings':[{'segment':'14356'}]}");
    }

    private void post(int devices) {
        post(0, devices);
    }

    private void post(int from, int to) {
        iris.post(IntStream.range(from, to)
                .mapToObj(i -> "{'device':'" + (i + 1) + "','time':'2026-11-02T08:00:00Z','qualified':['14356'],"
                        + "'ids':[{'dpid':'12345','uuid':'u" + i + "'}]}")
                .toArray(String[]::new));
    }

    private List<RawRequest> segmentRequests() {
        return partner.requests().stream()
                .filter(request -> request.target().equals("/segments"))
                .toList();
    }

    private List<String> tokensSent() {
        return segmentRequests().stream().map(RejectionCasesIT::header).toList();
    }

    private static String header(RawRequest request) {
        return request.findHeader("authorization").orElse("");
    }
}
