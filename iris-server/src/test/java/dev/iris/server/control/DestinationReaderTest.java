package dev.iris.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.Json;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Problem;
import dev.iris.model.Aggregation;
import dev.iris.model.Authentication.OAuth2;
import dev.iris.model.BatchSettings;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.DataSourceId;
import dev.iris.model.DeliverySettings;
import dev.iris.model.DestinationId;
import dev.iris.model.DestinationNumber;
import dev.iris.model.HttpsUrl;
import dev.iris.model.Mapping;
import dev.iris.model.MessageForm;
import dev.iris.model.Method;
import dev.iris.model.PartnerTls;
import dev.iris.model.Reach;
import dev.iris.model.Rotation;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.SegmentId;
import dev.iris.model.StatusMeaning;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationReaderTest {
    private static final Vetting VETTING = new Vetting(DestinationReaderTest::fingerprint, SecretFiles.NONE);
    private static final DestinationId ID = new DestinationId(423);
    private static final String TOKEN_ENDPOINT = "tokenEndpoint: https://api.partner.com/oauth2/token";
    private static final Draft SAMPLE = new Draft(
            "Example partner",
            "74323",
            new DataSourceId("12345"),
            HttpsUrl.parse("https://api.partner.com/segments/aam"),
            Method.POST,
            new OAuth2(
                    HttpsUrl.parse("https://api.partner.com/oauth2/token"),
                    new OpaqueBasic(Secret.of("c2VjcmV0LWJhc2lj"))),
            PartnerTls.NONE,
            Aggregation.STANDARD,
            DeliverySettings.STANDARD,
            MessageForm.STANDARD,
            Reach.ALL,
            true,
            BatchSettings.OFF,
            List.of(new Mapping(new SegmentId("14356"), "14356", null, null)));

    @Test
    void theDocumentedSampleIsTakenAsItIs() {
        assertThat(complete(Documents.yaml(Documents.SAMPLE), Kept.NOTHING)).isEqualTo(SAMPLE);
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        var draft = complete(Documents.bare(""), Kept.NOTHING);
        assertThat(draft)
                .isEqualTo(new Draft(
                        "423",
                        SAMPLE.clientId(),
                        SAMPLE.userDpid(),
                        SAMPLE.endpoint(),
                        SAMPLE.method(),
                        SAMPLE.authentication(),
                        SAMPLE.tls(),
                        SAMPLE.aggregation(),
                        SAMPLE.delivery(),
                        SAMPLE.form(),
                        SAMPLE.reach(),
                        SAMPLE.realtime(),
                        SAMPLE.batch(),
                        List.of()));
    }

    @Test
    void everySettingIsRead() {
        var draft = complete(Documents.yaml(Documents.BARE + """
            id: "423"
            method: GET
            auth: { tokenEndpoint: api.partner.com/token, clientId: me, clientSecret: " %&+£€" }
            aggregation: { maxUsers: 10000, linger: 0ms }
            delivery: { timeout: 1m, retries: 0, successStatus: [202, 200], maxConcurrency: 1 }
            mappings: [ { segment: b, from: 2026-11-23, until: 2026-12-01 }, { segment: a, value: alias } ]
            """), Kept.NOTHING);
        assertThat(draft.method()).isEqualTo(Method.GET);
        assertThat(draft.authentication())
                .isEqualTo(new OAuth2(
                        HttpsUrl.parse("https://api.partner.com/token"),
                        new ClientIdAndSecret("me", Secret.of(" %&+£€"))));
        assertThat(draft.aggregation()).isEqualTo(new Aggregation(10_000, Duration.ZERO));
        assertThat(draft.delivery())
                .isEqualTo(new DeliverySettings(Duration.ofMinutes(1), 0, Set.of(200, 202), 1, false));
        assertThat(draft.mappings())
                .containsExactly(
                        new Mapping(new SegmentId("a"), "alias", null, null),
                        new Mapping(new SegmentId("b"), null, LocalDate.of(2026, 11, 23), LocalDate.of(2026, 12, 1)));
    }

    @Test
    void whatIsShownMakesTheSameDestinationAgain() {
        var destination = SAMPLE.as(new DestinationNumber(1), ID, 1, false);
        var shown = DestinationWriter.full(destination, DestinationReaderTest::fingerprint);
        assertThat(complete(shown, Kept.of(destination))).isEqualTo(SAMPLE);
        assertThat(Json.write(shown)).doesNotContain("c2VjcmV0LWJhc2lj").contains("\"set\":true");
    }

    @Test
    void paceAgeAndMeaningsOfStatusesAreRead() {
        var read = complete(
                        Documents.bare("delivery: { messagesPerSecond: 50, maxAge: 7d, onStatus: { \"409\": delivered,"
                                + " \"404\": retry, \"500\": bisect, \"403\": park } }"),
                        Kept.NOTHING)
                .delivery();

        assertThat(read.messagesPerSecond()).isEqualTo(50);
        assertThat(read.maxAge()).isEqualTo(Duration.ofDays(7));
        assertThat(read.onStatus())
                .isEqualTo(Map.of(
                        409, StatusMeaning.DELIVERED,
                        404, StatusMeaning.RETRY,
                        500, StatusMeaning.BISECT,
                        403, StatusMeaning.PARK));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        messagesPerSecond: 0                 | delivery.messagesPerSecond
        messagesPerSecond: 1000001           | delivery.messagesPerSecond
        messagesPerSecond: fast              | delivery.messagesPerSecond
        maxAge: 31d                          | delivery.maxAge
        maxAge: 10ms                         | delivery.maxAge
        maxAge: never                        | delivery.maxAge
        onStatus: [409]                      | delivery.onStatus
        onStatus: { "4xx": retry }           | delivery.onStatus
        onStatus: { "199": retry }           | delivery.onStatus
        onStatus: { "409": ignore }          | delivery.onStatus.409
        onStatus: { "409": 5 }               | delivery.onStatus.409
        onStatus: { "409": DELIVERED }       | delivery.onStatus.409
        """)
    void aPaceAnAgeOrAMeaningThatIsNoneIsRefused(String member, String field) {
        assertThat(faults(Documents.bare("delivery: { " + member + " }"), Kept.NOTHING))
                .extracting(Problem::field)
                .containsExactly(field);
    }

    @Test
    void allProblemsComeTogether() {
        var document = Documents.yaml("""
            id: 424
            colour: red
            userDpid: "no spaces"
            endpoint: http://api.partner.com/
            auth: { tokenEndpoint: "https://u:p@h/", basic: 5, scope: "a  b" }
            aggregation: { maxUsers: 0, size: 3 }
            delivery: { timeout: 3, onStatus: { "409": again } }
            mappings: [ { segment: a }, { segment: a, from: tomorrow }, { value: x } ]
            """);
        assertThat(faults(document, Kept.NOTHING))
                .extracting(Problem::field)
                .containsExactlyInAnyOrder(
                        "id",
                        "colour",
                        "clientId",
                        "userDpid",
                        "endpoint",
                        "auth.tokenEndpoint",
                        "auth.basic",
                        "auth.scope",
                        "aggregation.maxUsers",
                        "aggregation.size",
                        "delivery.timeout",
                        "delivery.onStatus.409",
                        "mappings[1].segment",
                        "mappings[1].from",
                        "mappings[2].segment");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        id: 424                                             | id                     | is another than that of the path (expected: 423)
        name: ""                                            | name                   | is of 0 characters (expected: 1 to 256)
        name: "a\\nb"                                       | name                   | holds a control character (expected: none)
        method: PUT                                         | method                 | is unknown (expected: POST or GET)
        aggregation: { maxUsers: 10001 }                    | aggregation.maxUsers   | 10001 (expected: 1 to 10000)
        aggregation: { linger: 2m }                         | aggregation.linger     | 2m (expected: 0ms to 1m)
        aggregation: { linger: 20 }                         | aggregation.linger     | is no duration (expected: such as 20ms, 3s, 1m or 72h)
        delivery: { timeout: 99ms }                         | delivery.timeout       | 99ms (expected: 100ms to 5m)
        delivery: { retries: 6 }                            | delivery.retries       | 6 (expected: 0 to 5)
        delivery: { successStatus: [] }                     | delivery.successStatus | is malformed (expected: a list of different numbers from 200 to 299)
        delivery: { successStatus: [200, 404] }             | delivery.successStatus | is malformed (expected: a list of different numbers from 200 to 299)
        delivery: { maxConcurrency: 0 }                     | delivery.maxConcurrency | 0 (expected: 1 to 256)
        mappings: { segment: a }                            | mappings               | is an object (expected: an array)
        mappings: [ a ]                                     | mappings[0]            | is a string (expected: an object)
        mappings: [ { segment: a, colour: red } ]           | mappings[0].colour     | is unknown (known here: from, segment, until, value)
        mappings: [ { segment: a }, { segment: a } ]        | mappings[1].segment    | a is mapped twice (expected: once)
        mappings: [ { segment: a, from: 2026-02-30 } ]      | mappings[0].from       | is no day of the calendar (expected: such as 2026-11-23, UTC)
        mappings: [ { segment: a, until: 2026-11-23T00:00:00Z } ] | mappings[0].until | is no date (expected: such as 2026-11-23, UTC)
        mappings: [ { segment: a, from: 2026-11-23, until: 2026-11-23 } ] | mappings[0].from | 2026-11-23 with until 2026-11-23 (expected: from before until)
        """)
    void aWrongMemberIsNamedWithItsExpectation(String member, String field, String reason) {
        assertThat(faults(Documents.bare(member), Kept.NOTHING))
                .contains(new Problem(field, reason))
                .allSatisfy(problem -> assertThat(problem.field()).startsWith(field));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        endpoint: http://h/                                 | endpoint
        endpoint: https://user:secret@h/                    | endpoint
        endpoint: https://h/#part                           | endpoint
        endpoint: ""                                        | endpoint
        userDpid: "1 2"                                     | userDpid
        userDpid: 12345                                     | userDpid
        clientId: 74323                                     | clientId
        """)
    void aWrongRequiredMemberIsNamed(String member, String field) {
        var document = Documents.bare("");
        var wrong = Documents.yaml(member).find(field).orElseThrow();
        assertThat(faults(document.with(field, wrong), Kept.NOTHING))
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo(field))
                .satisfies(problem -> assertThat(problem.reason()).doesNotContain("secret"));
    }

    @Test
    void batchSettingsAreRead() {
        var batch = "{ enabled: true, every: 6h, at: \"03:30\", full: 7d, suppressDelivered: true }";
        var draft = complete(Documents.bare("realtime: false\nbatch: " + batch), Kept.NOTHING);
        assertThat(draft.realtime()).isFalse();
        assertThat(draft.batch())
                .isEqualTo(new BatchSettings(true, Duration.ofHours(6), LocalTime.of(3, 30), Duration.ofDays(7), true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        realtime: false             | realtime      | is off and so is batch (expected: at least one of them on)
        batch: { every: 31d }       | batch.every   | 31d (expected: 1s to 720h)
        batch: { every: 0s }        | batch.every   | 0s (expected: 1s to 720h)
        batch: { at: "24:00" }      | batch.at      | is no time of day (expected: such as 02:00, in UTC)
        batch: { at: "2:00" }       | batch.at      | is no time of day (expected: such as 02:00, in UTC)
        batch: { full: 8d }         | batch.full    | is unknown (expected: 24h, 7d, 30d or never)
        batch: { enabled: "true" }  | batch.enabled | is a string (expected: true or false)
        """)
    void batchSettingsThatCannotBeAreRefused(String member, String field, String reason) {
        assertThat(faults(Documents.bare(member), Kept.NOTHING)).containsExactly(new Problem(field, reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        type: kerberos                             | auth.type                 | is unknown (expected: oauth2, basic, bearer or none)
        colour: red                                | auth.colour               | is unknown (known here: assertion, audience, basic, clientAuthentication, clientId, clientSecret, parameters, renewOn, resource, scope, token, tokenEndpoint, type)
        clientId: me                               | auth.basic                | stands beside clientId or clientSecret (expected: one of the two ways)
        clientSecret: s                            | auth.basic                | stands beside clientId or clientSecret (expected: one of the two ways)
        """)
    void whatAuthCannotDoIsRefusedByName(String member, String field, String reason) {
        var document =
                Documents.yaml(Documents.BARE + "auth:\n  basic: b\n  " + TOKEN_ENDPOINT + "\n  " + member.strip());
        assertThat(faults(document, Kept.NOTHING)).containsExactly(new Problem(field, reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        scope: null              | auth.basic        | is missing (expected: basic, or clientId and clientSecret)
        basic: null              | auth.basic        | is missing (expected: basic, or clientId and clientSecret)
        basic: 5                 | auth.basic        | is a number (expected: a string)
        basic: { fromFile: a }   | auth.basic.fromFile | cannot be read: the setting secrets.directory is missing
        basic: { fromFile: ../a } | auth.basic.fromFile | is malformed (expected: a file name below secrets.directory, of A-Z a-z 0-9 . _ - and slashes, no part starting with a dot)
        basic: "${env:X}"        | auth.basic        | is a reference that only the command line resolves (expected: the secret itself)
        clientSecret: s          | auth.clientId     | is missing
        clientId: me             | auth.clientSecret | is missing
        """)
    void aCredentialThatIsIncompleteIsRefused(String member, String field, String reason) {
        assertThat(faults(auth(TOKEN_ENDPOINT + ", " + member), Kept.NOTHING))
                .containsExactly(new Problem(field, reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", "a\\nb", "a\\r\\nX: y", "a\\0", "a\\tb", "ä", "\\x7f"})
    void aBasicValueThatBreaksTheHeaderIsRefusedWithoutBeingRepeated(String value) {
        assertThat(faults(auth(TOKEN_ENDPOINT + ", basic: \"" + value + "\""), Kept.NOTHING))
                .containsExactly(new Problem(
                        "auth.basic",
                        "is malformed (expected: 1 to 4096 printable ASCII characters without outer spaces or"
                                + " line breaks)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\\nb", "a\\0", "a\\u2028b", "\\x7f"})
    void anUnprintableClientSecretIsRefused(String value) {
        assertThat(faults(auth(TOKEN_ENDPOINT + ", clientId: me, clientSecret: \"" + value + "\""), Kept.NOTHING))
                .containsExactly(new Problem(
                        "auth.clientSecret",
                        "is malformed (expected: 1 to 4096 printable characters without line breaks)"));
    }

    @Test
    void aSecretThatIsLeftOutIsKeptAtTheSameOriginAndNeededAtAnother() {
        var kept = kept(Map.of(Credentials.BASIC, Secret.of("old")));
        assertThat(complete(auth("tokenEndpoint: https://api.partner.com:443/other"), kept)
                        .authentication())
                .isEqualTo(new OAuth2(
                        HttpsUrl.parse("https://api.partner.com:443/other"), new OpaqueBasic(Secret.of("old"))));
        assertThat(faults(auth("tokenEndpoint: https://api.partner.org/token"), kept))
                .containsExactly(new Problem("auth.basic", "the secret is needed again because the origin changed"));
    }

    @Test
    void aSecretThatIsShownAsItWasReadIsKept() {
        var kept = kept(Map.of(Credentials.BASIC, Secret.of("old")));
        var fingerprint = fingerprint(Secret.of("old"));
        var same = TOKEN_ENDPOINT + ", basic: { set: true, fingerprint: \"" + fingerprint + "\" }";
        assertThat(complete(auth(same), kept).authentication())
                .isEqualTo(new OAuth2(
                        HttpsUrl.parse("https://api.partner.com/oauth2/token"), new OpaqueBasic(Secret.of("old"))));
        var elsewhere = same.replace("api.partner.com", "api.partner.org");
        assertThat(faults(auth(elsewhere), kept)).extracting(Problem::field).containsExactly("auth.basic");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ set: true, fingerprint: other }",
                "{ set: true }",
                "{ set: false, fingerprint: \"1\" }",
            })
    void aSecretThatIsShownOtherwiseIsRefused(String shown) {
        var kept = kept(Map.of(Credentials.BASIC, Secret.of("old")));
        assertThat(faults(auth(TOKEN_ENDPOINT + ", basic: " + shown), kept))
                .containsExactly(new Problem(
                        "auth.basic",
                        "does not show the secret that is stored (expected: the secret itself, or left out)"));
    }

    @Test
    void aKeptClientSecretNeedsItsClientId() {
        var kept = kept(Map.of(Credentials.CLIENT_SECRET, Secret.of("old")));
        assertThat(complete(auth(TOKEN_ENDPOINT + ", clientId: me"), kept).authentication())
                .extracting("grant.credential")
                .isEqualTo(new ClientIdAndSecret("me", Secret.of("old")));
        assertThat(faults(auth(TOKEN_ENDPOINT), kept)).containsExactly(new Problem("auth.clientId", "is missing"));
    }

    @Test
    void anotherWayOfProvingReplacesTheKeptOne() {
        var kept = kept(Map.of(Credentials.CLIENT_SECRET, Secret.of("old")));
        assertThat(complete(auth(TOKEN_ENDPOINT + ", basic: new"), kept).authentication())
                .extracting("grant.credential")
                .isEqualTo(new OpaqueBasic(Secret.of("new")));
    }

    @Test
    void mappingsLeftOutAreKeptAndAnEmptyListIsNone() {
        var mapping = new Mapping(new SegmentId("a"), null, null, null);
        var kept = new Kept(Map.of(), Map.of(), List.of(mapping));
        assertThat(complete(Documents.bare(""), kept).mappings()).containsExactly(mapping);
        assertThat(complete(Documents.bare("mappings: []"), kept).mappings()).isEmpty();
    }

    private static JsonObject auth(String members) {
        return Documents.yaml(Documents.BARE + "auth: { " + members + " }");
    }

    private static Kept kept(Map<String, Secret> secrets) {
        var sources = new HashMap<String, Rotation>();
        secrets.forEach((field, secret) -> sources.put(field, Rotation.of(secret)));
        var origins = new HashMap<String, String>();
        secrets.keySet().forEach(field -> origins.put(field, "https://api.partner.com:443"));
        return new Kept(sources, origins, List.of());
    }

    private static String fingerprint(Secret secret) {
        return Integer.toHexString(secret.reveal().length());
    }

    private static Draft complete(JsonObject document, Kept kept) {
        var reading = DestinationReader.read(document, ID, kept, VETTING);
        assertThat(reading).isInstanceOf(DraftReading.Complete.class);
        return ((DraftReading.Complete) reading).draft();
    }

    private static List<Problem> faults(JsonObject document, Kept kept) {
        var reading = DestinationReader.read(document, ID, kept, VETTING);
        assertThat(reading).isInstanceOf(DraftReading.Faulty.class);
        return ((DraftReading.Faulty) reading).problems();
    }
}
