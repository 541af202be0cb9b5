package dev.iris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.partner.Endpoint;
import dev.iris.partner.Fault;
import dev.iris.partner.PartnerSettings;
import dev.iris.partner.ReferencePartner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DestinationsCommandIT {
    @TempDir
    private Path folder;

    private ReferencePartner partner;
    private LocalServer iris;

    @BeforeEach
    void start() throws IOException {
        partner = ReferencePartner.start(PartnerSettings.builder().build());
        var authority = Files.writeString(folder.resolve("ca.pem"), partner.certificateAuthorityPem());
        iris = LocalServer.start(
                folder, "egress: { allow: [127.0.0.0/8], trustedCertificates: ['" + authority + "'] }");
        for (int id : new int[] {423, 1_000}) {
            iris.api()
                    .put("/v1/destinations/" + id, LocalServer.json("""
                        {'name':'partner %d','clientId':'74323','userDpid':'12345','endpoint':'%s',
                         'auth':{'tokenEndpoint':'%s','basic':'%s'},'mappings':[{'segment':'14356'}]}\
                        """.formatted(
                            id, partner.segmentEndpoint(), partner.tokenEndpoint(), PartnerSettings.SAMPLE_CREDENTIAL)))
                    .orFail();
        }
    }

    @AfterEach
    void close() {
        iris.close();
        partner.close();
    }

    @Test
    void theListShowsHowDestinationsStand() {
        iris.run("destinations", "pause", "1000");
        assertThat(iris.run("destinations", "list").lines())
                .containsExactly(
                        "ID    NAME          STATE   BACKLOG  CIRCUIT  TOKEN  REASON",
                        "423   partner 423   active  0        closed   none   -",
                        "1000  partner 1000  paused  0        closed   none   -");
        assertThat(iris.run("destinations", "list", "--json").out())
                .startsWith("{\"destinations\":[{\"id\":423,\"name\":\"partner 423\",\"status\":{\"state\":\"active\"");
    }

    @Test
    void aDestinationIsShownWithItsStatusAndWithoutItsSecret() {
        var shown = iris.run("destinations", "show", "423");
        assertThat(shown.out())
                .startsWith("destination:\n  id: 423\n  name: partner 423\n")
                .contains("basic:\n      set: true\n", "\nstatus:\n  state: active\n")
                .doesNotContain(PartnerSettings.SAMPLE_CREDENTIAL);
        assertThat(iris.run("destinations", "show", "423", "--json").out()).startsWith("{\"destination\":{\"id\":423,");
    }

    @Test
    void aDestinationIsPausedAndResumed() {
        assertThat(iris.run("destinations", "pause", "423").out()).isEqualTo("destination 423 is paused\n");
        assertThat(iris.run("destinations", "resume", "423").out()).isEqualTo("destination 423 is active\n");
        assertThat(iris.run("destinations", "pause", "423", "--json").out()).startsWith("{\"state\":\"paused\"");
    }

    @Test
    void aBatchIsBegunAndListed() {
        assertThat(iris.run("destinations", "batch", "423", "--full").out())
                .isEqualTo("full batch 1 of destination 423 has begun\n");
        Awaitility.await()
                .until(() -> iris.run("destinations", "batches", "423").out().contains("ended"));
        assertThat(iris.run("destinations", "batches", "423").lines().getFirst())
                .startsWith("BATCH  FULL  STATE  RECEIVED  SUCCESSFUL  FAILED  STARTED");
        assertThat(iris.run("destinations", "batch", "423", "--full", "--json").out())
                .startsWith("{\"number\":2,\"full\":true,\"state\":\"making\"");
    }

    @Test
    void aBatchOfWhatChangedIsRefusedWhileBatchesAreOff() {
        var said = iris.run("destinations", "batch", "423");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("Batches of destination 423 are off").hasLineCount(1);
    }

    @Test
    void aTestShowsRequestAndAnswerWithoutSecrets() {
        var said = iris.run("destinations", "test", "423");
        assertThat(said.code()).isZero();
        assertThat(said.out())
                .startsWith("> POST " + partner.segmentEndpoint() + "\n")
                .contains("> Authorization: Bearer ***\n", "\n>\n> {\"ProcessTime\"", "\n< status 200 after ");
        assertThat(iris.run("destinations", "test", "423", "--json").out()).startsWith("{\"delivered\":true,");
    }

    @Test
    void aTestThatFailsSaysWhyAndWhatToDo() {
        partner.apply(Endpoint.SEGMENTS, Fault.status(503));
        var said = iris.run("destinations", "test", "423");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).contains("< status 503 after ");
        assertThat(said.err()).startsWith("iris: not delivered: ").hasLineCount(1);
    }

    @Test
    void aTestWithoutATokenSaysThatNothingWasSent() {
        partner.apply(Endpoint.TOKEN, Fault.status(401));
        var said = iris.run("destinations", "test", "423");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).isEqualTo("> nothing was sent\n< no answer\n");
        assertThat(iris.run("destinations", "test", "423", "--json").code()).isEqualTo(1);
    }

    @Test
    void whatIsNotThereIsSaidInOneLine() {
        for (var act : new String[] {"show", "pause", "resume", "test"}) {
            var said = iris.run("destinations", act, "9");
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.err())
                    .isEqualTo("iris: There is no such destination: There is no destination 9."
                            + " 'iris destinations list' lists them.\n");
        }
        assertThat(iris.run("destinations", "show", "x").code()).isEqualTo(2);
        assertThat(iris.run("destinations").code()).isEqualTo(2);
        assertThat(iris.run("destinations", "--help").out()).contains("list", "show", "pause", "resume", "test");
    }
}
