package dev.iris.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.cli.client.Reading;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.partner.PartnerSettings;
import dev.iris.partner.ReferencePartner;
import java.io.IOException;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offline data and batches over a whole server, asked for over REST. */
class OfflineIT {
    private static final String BATCH = "/v1/destinations/423/batch";

    @TempDir
    private Path folder;

    private ReferencePartner partner;
    private Running iris;

    @BeforeEach
    void start() throws IOException {
        partner = ReferencePartner.start(PartnerSettings.builder().maxUsers(10).build());
        iris = Running.start(folder, partner.certificateAuthorityPem());
    }

    @AfterEach
    void close() {
        iris.close();
        partner.close();
    }

    @Test
    void whatIsImportedCausesNoRequestUntilABatchCarriesIt() {
        iris.put(423, destination("'batch':{'enabled':true}"));
        bring("1", "08:00:00", "'qualified':['14356']");
        assertThat(iris.number(423, "backlog")).isZero();
        assertThat(partner.counts().tokenRequests()).isZero();
        assertThat(Reading.flag(batch("{}"), "full")).isTrue();
        assertThat(states("1")).isEqualTo("14356:1");

        bring("1", "08:00:05", "'disqualified':['14356'],'qualified':['12176']");
        bring("2", "08:00:00", "'qualified':['12176']");
        assertThat(partner.ledger().users()).isEqualTo(1);
        assertThat(Reading.text(batch("{}"), "received")).isEqualTo("2");
        assertThat(states("1")).isEqualTo("12176:1 14356:0");
        assertThat(states("2")).isEqualTo("12176:1");
        assertThat(partner.ledger().users()).isEqualTo(3);
    }

    @Test
    void aNewPartnerIsFilledUpWhileItsBatchesAreOff() {
        bring("1", "08:00:00", "'qualified':['14356']");
        bring("2", "08:00:00", "'qualified':['12176']");
        iris.put(423, destination(""));
        assertThat(iris.api().post(BATCH, Running.json("{}")).status()).isEqualTo(409);
        assertThat(Reading.text(batch("{'full':true}"), "successful")).isEqualTo("2");
        assertThat(states("1")).isEqualTo("14356:1");
        assertThat(states("2")).isEqualTo("12176:1");
    }

    @Test
    void aScheduleMakesBatchesByItself() {
        iris.put(423, destination("'realtime':false,'batch':{'enabled':true,'every':'1s'}"));
        bring("1", "08:00:00", "'qualified':['14356']");
        Awaitility.await().atMost(Running.PATIENCE).until(() -> states("1").equals("14356:1"));
        iris.post(event("1", "08:00:05", "'qualified':['12176']"));
        Awaitility.await().atMost(Running.PATIENCE).until(() -> states("1").equals("12176:1 14356:1"));
    }

    /** Runs a batch to its end. */
    private JsonObject batch(String document) {
        var begun = iris.api().post(BATCH, Running.json(document));
        assertThat(begun.status()).isEqualTo(202);
        Awaitility.await()
                .atMost(Running.PATIENCE)
                .until(() -> Reading.text(last(), "state").equals("ended"));
        return last();
    }

    private JsonObject last() {
        return Reading.objects(iris.api().get("/v1/destinations/423/batches").body(), "batches")
                .getFirst();
    }

    private void bring(String device, String time, String change) {
        var line = event(device, time, change).replace('\'', '"').getBytes(UTF_8);
        assertThat(iris.api().post("/v1/imports", "application/x-ndjson", line).ok())
                .isTrue();
    }

    private String destination(String more) {
        return "{'clientId':'74323','userDpid':'12345','endpoint':'" + partner.segmentEndpoint()
                + "','auth':{'type':'oauth2','tokenEndpoint':'" + partner.tokenEndpoint() + "','basic':'"
                + PartnerSettings.SAMPLE_CREDENTIAL + "'},'mappings':[{'segment':'14356'},{'segment':'12176'}]"
                + (more.isEmpty() ? "}" : "," + more + "}");
    }

    private String states(String device) {
        return partner.ledger().states("423", device, "u" + device).entrySet().stream()
                .map(state -> state.getKey() + ":" + (state.getValue().active() ? 1 : 0))
                .sorted()
                .collect(joining(" "));
    }

    private static String event(String device, String time, String change) {
        return "{'device':'" + device + "','time':'2026-11-02T" + time + "Z','ids':[{'dpid':'12345','uuid':'u" + device
                + "'}]," + change + "}";
    }
}
