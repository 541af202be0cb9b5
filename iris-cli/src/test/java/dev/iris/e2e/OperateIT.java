package dev.iris.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.cli.client.ApiClient.Reply;
import dev.iris.json.Json;
import dev.iris.partner.Endpoint;
import dev.iris.partner.Fault;
import dev.iris.partner.PartnerSettings;
import dev.iris.partner.ReferencePartner;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator looks at and tries. */
class OperateIT {
    private static final String TEST = "/v1/destinations/423/test";

    @TempDir
    private Path folder;

    private ReferencePartner partner;
    private Running iris;

    @BeforeEach
    void start() throws IOException {
        partner = ReferencePartner.start(PartnerSettings.builder().build());
        iris = Running.start(folder, partner.certificateAuthorityPem());
        iris.put(423, """
            {'name':'one','clientId':'74323','userDpid':'12345','endpoint':'%s',
             'auth':{'tokenEndpoint':'%s','basic':'%s'},
             'mappings':[{'segment':'14356','value':'high'},{'segment':'12176'}]}
            """.formatted(
                        partner.segmentEndpoint(), partner.tokenEndpoint(), PartnerSettings.SAMPLE_CREDENTIAL));
    }

    @AfterEach
    void close() {
        iris.close();
        partner.close();
    }

    @Test
    void aSampleIsSentEvenWhilePausedAndShownWithoutItsToken() {
        post("/v1/destinations/423/pause");
        var sample = post(TEST);
        assertThat(sample.status()).isEqualTo(200);
        assertThat(Json.write(sample.body()))
                .contains("\"delivered\":true", "\"reason\":null")
                .contains("{\"name\":\"Authorization\",\"value\":\"Bearer ***\"}")
                .contains("\\\"Segment_ID\\\":\\\"12176\\\"", "\"status\":200");
        assertThat(partner.ledger().devices()).isEqualTo(1);
        assertThat(iris.number(423, "delivered")).isZero();
    }

    @Test
    void theLastAttemptsAreShownTheNewestFirstWithoutWhatWasSent() {
        partner.apply(Endpoint.SEGMENTS, Fault.status(503));
        iris.post("{'device':'1','time':'2026-11-02T08:00:00Z','qualified':['14356'],"
                + "'ids':[{'dpid':'12345','uuid':'u1'}]}");
        iris.awaitDelivered(423, 1);

        var shown = iris.api().get("/v1/destinations/423/attempts");
        assertThat(shown.status()).isEqualTo(200);
        assertThat(Json.write(shown.body()))
                .matches("\\{\"attempts\":\\[\\{[^}]*\"users\":1,\"outcome\":\"delivered\",\"reason\":null},"
                        + "\\{[^}]*\"outcome\":\"failed-503\",\"reason\":\\{\"code\":\"unexpected-status\".*")
                .doesNotContain("u1", "Bearer");
        assertThat(iris.api().get("/v1/destinations/7/attempts").status()).isEqualTo(404);
    }

    @Test
    void aSampleThatIsRefusedSaysWhyAndWhatToDo() {
        partner.apply(Endpoint.SEGMENTS, Fault.status(503));
        assertThat(Json.write(post(TEST).body()))
                .contains("\"delivered\":false", "\"code\":\"unexpected-status\"", "\"action\":", "\"status\":503");
        assertThat(iris.status(423).find("circuit")).hasToString("Optional[JsonString[value=closed]]");
    }

    @Test
    void aSampleWithoutATokenIsNotSent() {
        partner.apply(Endpoint.TOKEN, Fault.status(401));
        assertThat(Json.write(post(TEST).body()))
                .contains(
                        "\"delivered\":false",
                        "\"code\":\"credential-refused\"",
                        "\"request\":null",
                        "\"answer\":null");
        assertThat(partner.counts().segmentRequests()).isZero();
    }

    @Test
    void aSampleRenewsARevokedTokenOnce() {
        post(TEST);
        partner.expireTokens();
        assertThat(Json.write(post(TEST).body())).contains("\"delivered\":true");
        assertThat(partner.counts().tokenRequests()).isEqualTo(2);
    }

    @Test
    void aTokenIsRenewedOnRequest() {
        post(TEST);
        var renewed = post("/v1/destinations/423/token/renew");
        assertThat(Json.write(renewed.body())).contains("\"state\":\"held\"", "\"fetches\":2");
        assertThat(partner.counts().tokenRequests()).isEqualTo(2);
    }

    @Test
    void aDeviceIsShownWithWhatEachDestinationWasToldAndAcknowledged() {
        iris.post("{'device':'77','time':'2026-11-02T08:00:00Z','region':'9','qualified':['14356'],"
                + "'ids':[{'dpid':'12345','uuid':'u1'}]}");
        iris.awaitDelivered(423, 1);
        post("/v1/destinations/423/pause");
        iris.post("{'device':'77','time':'2026-11-02T09:00:00Z','disqualified':['14356']}");
        assertThat(Json.write(iris.api().get("/v1/devices/77").body()))
                .contains(
                        "\"segments\":[{\"segment\":\"14356\",\"standing\":\"left\",\"time\":\"2026-11-02T09:00:00Z\"}]")
                .contains("\"ids\":[{\"dpid\":\"12345\",\"uuid\":\"u1\",\"present\":true,")
                .contains("\"regions\":[{\"region\":\"9\",")
                .contains("\"destination\":423,\"sentAt\":\"2026-11-02T09:00:00Z\",\"waiting\":true,")
                .contains(
                        "\"told\":[{\"uuid\":\"u1\",\"segments\":[{\"value\":\"high\",\"status\":\"1\",\"time\":\"2026-11-02T08:00:00Z\"}]}]");
        assertThat(iris.api().get("/v1/devices/78").status()).isEqualTo(404);
        assertThat(iris.api().get("/v1/devices/abc").status()).isEqualTo(404);
    }

    @Test
    void nothingToldIsKeptOfADestinationThatIsGone() {
        iris.post("{'device':'77','time':'2026-11-02T08:00:00Z','qualified':['14356'],"
                + "'ids':[{'dpid':'12345','uuid':'u1'}]}");
        iris.awaitDelivered(423, 1);
        iris.put(
                423,
                "{'clientId':'1','userDpid':'12345','endpoint':'" + partner.segmentEndpoint()
                        + "','auth':{'tokenEndpoint':'" + partner.tokenEndpoint() + "'},'mappings':[]}");
        assertThat(iris.api().delete("/v1/destinations/423").status()).isEqualTo(204);
        assertThat(Json.write(iris.api().get("/v1/devices/77").body())).contains("\"destinations\":[]");
    }

    private Reply post(String path) {
        return iris.api().post(path, "application/json", new byte[0]);
    }
}
