package dev.iris.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.partner.FaultScript;
import dev.iris.partner.PartnerSettings;
import dev.iris.partner.ReferencePartner;
import dev.iris.partner.ScriptRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** One destination of a running server with a partner of its own that follows a fault script. Confined to one test. */
final class FaultTrial implements AutoCloseable {
    private static final Instant FIRST = Instant.parse("2026-11-02T08:00:00Z");

    private final Running iris;
    private final AttemptLog attempts;
    private final int id;
    private final ReferencePartner partner;
    private int told;
    private int others;

    private FaultTrial(Running iris, AttemptLog attempts, int id, ReferencePartner partner) {
        this.iris = iris;
        this.attempts = attempts;
        this.id = id;
        this.partner = partner;
    }

    /**
     * Starts the partner and makes the destination.
     *
     * @param steps of the partner's script, in flow style
     * @param settings members of the destination, with apostrophes for quotes
     */
    static FaultTrial begin(Running iris, AttemptLog attempts, int id, String steps, String settings)
            throws IOException, ScriptRefusedException {
        var script = FaultScript.parse(("steps: [" + steps + "]").getBytes(UTF_8));
        var partner = ReferencePartner.start(PartnerSettings.builder()
                .recordedRequests(10_000)
                .script(script)
                .build());
        var trial = new FaultTrial(iris, attempts, id, partner);
        iris.put(id, trial.destination(settings));
        return trial;
    }

    ReferencePartner partner() {
        return partner;
    }

    /** Has users 0 to {@code count} enter the destination's segment, or leave it if they were in it. */
    void tell(int count) {
        told++;
        var change = told % 2 == 1 ? "qualified" : "disqualified";
        var time = FIRST.plus(Duration.ofHours(told));
        iris.post(IntStream.range(0, count)
                .mapToObj(user -> "{'device':'" + device(user) + "','time':'" + time
                        + "','ids':[{'dpid':'12345','uuid':'u" + user + "'}],'" + change + "':['" + id + "']}")
                .toArray(String[]::new));
    }

    /** Waits until the partner knows the latest state of these users, and the destination that it does. */
    void awaitTold(int count) {
        Awaitility.await().atMost(Running.PATIENCE).until(() -> iris.number(id, "backlog") == 0);
        for (int user = 0; user < count; user++) {
            assertThat(knows(user)).as("user " + user).isTrue();
        }
    }

    /** Has one user enter a second segment. */
    void tellMore(int user) {
        iris.post("{'device':'" + device(user) + "','time':'" + FIRST.plus(Duration.ofDays(1)) + "','qualified':['" + id
                + "-2']}");
    }

    /** Whether the partner knows one user to be in the second segment. */
    boolean knowsMore(int user) {
        return partner.ledger()
                .find(Integer.toString(id), device(user), "u" + user, id + "-2")
                .isPresent();
    }

    /** Waits until the partner knows all of these users but one. */
    void awaitToldBut(int one, int count) {
        Awaitility.await()
                .atMost(Running.PATIENCE)
                .until(() -> IntStream.range(0, count).allMatch(user -> user == one || knows(user)));
    }

    /** As {@link #awaitToldBut}, while others enter the second segment all the time. */
    void awaitToldButAmidOthers(int one, int count) {
        Awaitility.await().atMost(Running.PATIENCE).until(() -> {
            int other = 1_000 + others++;
            iris.post("{'device':'" + device(other) + "','time':'" + FIRST + "','ids':[{'dpid':'12345','uuid':'o"
                    + other + "'}],'qualified':['" + id + "-2']}");
            return IntStream.range(0, count).allMatch(user -> user == one || knows(user));
        });
    }

    /** Whether the partner was told the latest state of a user. */
    boolean knows(int user) {
        return partner.ledger()
                .find(Integer.toString(id), device(user), "u" + user, Integer.toString(id))
                .filter(state -> state.active() == (told % 2 == 1))
                .isPresent();
    }

    /** What became of each attempt. */
    List<String> outcomes() {
        return attempts.of(id);
    }

    /** Waits until the status shows the reason. */
    void awaitReason(String code) {
        Awaitility.await().atMost(Running.PATIENCE).until(() -> iris.reason(id).equals(code));
    }

    String circuit() {
        return iris.status(id).find("circuit").map(Json::write).orElse("").replace("\"", "");
    }

    String state() {
        return iris.status(id).find("state").map(Json::write).orElse("").replace("\"", "");
    }

    long number(String member) {
        return iris.number(id, member);
    }

    /** Does an operator's act on the destination. */
    JsonValue operate(String act) {
        var reply = iris.api()
                .post("/v1/destinations/" + id + "/" + act, JsonValue.object().build());
        assertThat(reply.ok()).isTrue();
        return reply.body();
    }

    JsonValue find(String what) {
        return iris.api().get("/v1/destinations/" + id + "/" + what).body();
    }

    /** Asserts that nothing waits, nothing is given up and nothing is complained of. */
    void assertServed() {
        assertThat(state()).isEqualTo("active");
        assertThat(iris.reason(id)).isEmpty();
        assertThat(circuit()).isEqualTo("closed");
        assertThat(number("deadLetters")).isZero();
        assertThat(number("backlog")).isZero();
        assertThat(partner.ledger().staleEntries()).isZero();
    }

    @Override
    public void close() {
        partner.behave();
        partner.comeBack();
        operate("pause");
        partner.close();
    }

    private String device(int user) {
        return id + "000" + user;
    }

    private String destination(String settings) {
        var authority =
                Json.write(JsonValue.text(partner.certificateAuthorityPem())).replace("\"", "'");
        return "{'clientId':'74323','userDpid':'12345','endpoint':'" + partner.segmentEndpoint()
                + "','auth':{'type':'oauth2','tokenEndpoint':'" + partner.tokenEndpoint() + "','basic':'"
                + PartnerSettings.SAMPLE_CREDENTIAL + "'},'tls':{'trustedCertificates':[" + authority
                + "]},'mappings':[{'segment':'" + id + "'},{'segment':'" + id + "-2'}]," + settings + "}";
    }
}
