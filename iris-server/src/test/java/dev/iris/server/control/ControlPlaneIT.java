package dev.iris.server.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Problem;
import dev.iris.model.Authentication.OAuth2;
import dev.iris.model.Catalog;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.Destination;
import dev.iris.model.DestinationId;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.SecretSource.Stored;
import dev.iris.model.SegmentId;
import dev.iris.partner.certificates.CertificateAuthority;
import dev.iris.server.control.ChangeResult.Conflict;
import dev.iris.server.control.ChangeResult.Created;
import dev.iris.server.control.ChangeResult.Refused;
import dev.iris.server.control.ChangeResult.Updated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlPlaneIT {
    private static final DestinationId ID = new DestinationId(423);
    private static final String SECRET = "c2VjcmV0LWJhc2lj";

    @TempDir
    private Path folder;

    private final TurnableClock clock = new TurnableClock(Instant.parse("2026-11-23T23:59:59Z"));
    private final List<Catalog> adopted = new ArrayList<>();
    private Path data;
    private ControlPlane control;

    @BeforeEach
    void open() {
        data = folder.resolve("new/data");
        control = ControlPlane.open(data, SecretFiles.NONE, clock, adopted::add);
    }

    @AfterEach
    void close() {
        control.close();
    }

    @Test
    void aDestinationIsKeptAndShownWithoutItsSecret() {
        var created = (Created) put(Documents.yaml(Documents.SAMPLE));
        assertThat(control.find(ID)).contains(created.view());
        assertThat(control.list()).containsExactly(created.view());
        var fingerprint = control.fingerprint(Secret.of(SECRET));
        assertThat(fingerprint).matches("[0-9a-f]{16}");
        assertThat(Json.write(created.view().document())).isEqualTo("""
            {"id":423,"name":"Example partner","clientId":"74323","userDpid":"12345",\
            "endpoint":"https://api.partner.com/segments/aam","method":"POST",\
            "auth":{"type":"oauth2","tokenEndpoint":"https://api.partner.com/oauth2/token",\
            "basic":{"set":true,"fingerprint":"%s"},"clientAuthentication":"basic","scope":null,"audience":null,\
            "resource":[],"parameters":{},"renewOn":[401],"assertion":null,\
            "token":{"acceptTypes":[],"typeRequired":false,"strictCharacters":false,"formEncoded":false,\
            "maxLife":"24h","margin":"1m","refetchAfter":null}},\
            "tls":{"certificate":null,"key":null,"trustedCertificates":[]},\
            "signature":{"header":"X-Signature","algorithm":"HmacSHA1","keys":[]},\
            "format":"standard","headers":{},"realtime":true,\
            "batch":{"enabled":false,"every":"24h","at":"02:00","full":"never","suppressDelivered":false},\
            "sampleDenominator":1,"sendWithoutId":false,\
            "aggregation":{"maxUsers":10,"linger":"20ms"},\
            "delivery":{"timeout":"3s","retries":1,"successStatus":[200],"maxConcurrency":32,"http2":false,\
            "messagesPerSecond":null,"maxAge":"72h","onStatus":{}},\
            "mappings":[{"segment":"14356","value":"14356","from":null,"until":null}]}\
            """.formatted(fingerprint));
    }

    @Test
    void whatIsShownCanBePutAgainAndChangesNothing() {
        put(Documents.yaml(Documents.SAMPLE));
        var view = control.find(ID).orElseThrow();
        var catalogs = adopted.size();
        assertThat(put(view.document())).isEqualTo(new Updated(view));
        assertThat(adopted).hasSize(catalogs);
    }

    @Test
    void theChangeIsAdoptedBeforeTheCallReturns() {
        assertThat(adopted).hasSize(1);
        put(Documents.yaml(Documents.SAMPLE));
        assertThat(adopted).hasSize(2);
        assertThat(adopted.getLast()).isSameAs(control.catalog());
        assertThat(control.catalog().destinations())
                .containsExactly(control.find(ID).orElseThrow().destination());
        assertThat(control.catalog().routesOf(new SegmentId("14356"))).hasSize(1);
    }

    @Test
    void aSecretLeftOutIsKeptUntilTheOriginChanges() {
        put(Documents.bare("name: one"));
        var auth = "auth: { tokenEndpoint: https://%s/oauth2/token }\nname: two";
        assertThat(put(Documents.yaml(Documents.BARE + auth.formatted("api.partner.com"))))
                .isInstanceOf(Updated.class);
        assertThat(secretOf(destination())).isEqualTo(Secret.of(SECRET));
        assertThat(put(Documents.yaml(Documents.BARE + auth.formatted("evil.example"))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refusal -> assertThat(refusal.problems())
                                .singleElement()
                                .hasToString("auth.basic: the secret is needed again because the origin changed"));
        assertThat(destination().name()).isEqualTo("two");
    }

    @Test
    void everythingIsThereAfterARestart() {
        put(Documents.yaml(Documents.SAMPLE));
        control.by("tester").pause(ID);
        control.by("tester")
                .map(
                        ID,
                        new SegmentId("x"),
                        Documents.yaml("{ value: alias, from: 2026-12-01, until: 2027-01-01 }"),
                        Preconditions.NONE);
        control.by("tester")
                .put(
                        new DestinationId(7),
                        Documents.yaml(Documents.BARE
                                + "auth: { tokenEndpoint: https://h/t, clientId: me, clientSecret: \" %&+£€\" }"),
                        Preconditions.NONE);
        var before = control.list();
        var epoch = control.catalog().epoch();
        var fingerprint = control.fingerprint(Secret.of("x"));
        reopen();
        assertThat(control.list()).isEqualTo(before);
        assertThat(control.catalog().epoch()).isEqualTo(epoch);
        assertThat(control.catalog().destinations())
                .containsExactlyInAnyOrderElementsOf(
                        before.stream().map(DestinationView::destination).toList());
        assertThat(control.fingerprint(Secret.of("x"))).isEqualTo(fingerprint);
        assertThat(adopted.getLast()).isSameAs(control.catalog());
    }

    @Test
    void unmappedSegmentsAndReplacedSecretsAreGoneAfterARestart() {
        put(Documents.bare("mappings: [ { segment: a }, { segment: b }, { segment: c, value: x } ]"));
        control.by("tester").unmap(ID, new SegmentId("a"), Preconditions.NONE);
        control.by("tester").map(ID, new SegmentId("c"), Documents.yaml("{ value: y }"), Preconditions.NONE);
        put(Documents.bare("").with("auth", Documents.yaml("{ tokenEndpoint: https://other/, basic: new }")));
        var before = control.list();
        reopen();
        assertThat(control.list()).isEqualTo(before);
        assertThat(secretOf(destination())).isEqualTo(Secret.of("new"));
        assertThat(destination().mappings())
                .extracting(mapping -> mapping.value(Map.of()))
                .containsExactly("b", "y");
    }

    @Test
    void aNumberIsNeverGivenTwiceEvenAfterARestart() {
        put(Documents.bare("mappings: [ { segment: a } ]"));
        var first = destination().number().value();
        assertThat(control.by("tester").delete(ID, Preconditions.NONE)).isInstanceOf(Conflict.class);
        control.by("tester").unmap(ID, new SegmentId("a"), Preconditions.NONE);
        control.by("tester").delete(ID, Preconditions.NONE);
        assertThat(control.find(ID)).isEmpty();
        reopen();
        put(Documents.bare(""));
        assertThat(destination().number().value()).isGreaterThan(first);
        assertThat(secretOf(destination())).isEqualTo(Secret.of(SECRET));
    }

    @Test
    void aWindowOpensWhenItsDayBegins() {
        put(Documents.bare("mappings: [ { segment: a, from: 2026-11-24 }, { segment: b } ]"));
        control.by("tester")
                .put(new DestinationId(7), Documents.bare("mappings: [ { segment: b } ]"), Preconditions.NONE);
        var before = destination();
        var other = control.find(new DestinationId(7)).orElseThrow();
        assertThat(control.catalog().routesOf(new SegmentId("a"))).isEmpty();
        control.refreshWindows();
        assertThat(destination()).isEqualTo(before);

        clock.turnTo(Instant.parse("2026-11-24T00:00:00Z"));
        control.refreshWindows();
        assertThat(control.catalog().routesOf(new SegmentId("a"))).hasSize(1);
        assertThat(destination().mappingEpoch()).isEqualTo(before.mappingEpoch() + 1);
        assertThat(control.find(new DestinationId(7))).contains(other);
        var epoch = control.catalog().epoch();
        control.refreshWindows();
        assertThat(control.catalog().epoch()).isEqualTo(epoch);
    }

    @Test
    void aWindowThatClosedWhileTheServerWasDownIsNoticedAtItsStart() {
        put(Documents.bare("mappings: [ { segment: a, until: 2026-11-24 } ]"));
        var before = destination();
        var epoch = control.catalog().epoch();
        control.close();
        clock.turnTo(Instant.parse("2026-11-30T12:00:00Z"));
        control = ControlPlane.open(data, SecretFiles.NONE, clock, adopted::add);
        assertThat(control.catalog().routesOf(new SegmentId("a"))).isEmpty();
        assertThat(control.catalog().epoch()).isGreaterThan(epoch);
        assertThat(destination().mappingEpoch()).isEqualTo(before.mappingEpoch() + 1);
        reopen();
        assertThat(destination().mappingEpoch()).isEqualTo(before.mappingEpoch() + 1);
    }

    @Test
    void aChangeAlsoMovesTheWindowsOfTheDayItHappensOn() {
        put(Documents.bare("mappings: [ { segment: a, from: 2026-11-24 } ]"));
        var before = destination();
        clock.turnTo(Instant.parse("2026-11-24T09:00:00Z"));
        control.by("tester").put(new DestinationId(7), Documents.bare(""), Preconditions.NONE);
        assertThat(control.catalog().routesOf(new SegmentId("a"))).hasSize(1);
        assertThat(destination().mappingEpoch()).isEqualTo(before.mappingEpoch() + 1);
    }

    @Test
    void aCatalogThatWasNotAdoptedIsGivenAgain() {
        control.close();
        var refusing = new boolean[1];
        control = ControlPlane.open(data, SecretFiles.NONE, clock, catalog -> {
            if (refusing[0]) {
                throw new IllegalStateException("closed");
            }
            adopted.add(catalog);
        });
        refusing[0] = true;
        assertThatIllegalStateException().isThrownBy(() -> put(Documents.bare("")));
        assertThat(control.catalog().destinations()).isEmpty();
        refusing[0] = false;
        control.refreshWindows();
        assertThat(control.catalog().destinations()).hasSize(1);
        assertThat(adopted.getLast()).isSameAs(control.catalog());
    }

    @Test
    void changesOfManyAtOnceAreAdoptedOneAfterTheOther() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= 40; i++) {
                var id = new DestinationId(i);
                threads.execute(() -> control.by("tester").put(id, Documents.bare(""), Preconditions.NONE));
            }
        }
        assertThat(control.list()).hasSize(40);
        assertThat(control.list())
                .extracting(view -> view.destination().number())
                .doesNotHaveDuplicates();
        assertThat(adopted).extracting(Catalog::epoch).isSorted().doesNotHaveDuplicates();
        assertThat(control.catalog().destinations()).hasSize(40);
    }

    @Test
    void aTokenMayWhatItsScopeImplies() {
        var tokens = control.accessTokens();
        var operator = (TokenCreation.Created) tokens.create("operator", Scope.OPERATE, "tester");
        tokens.create("reader", Scope.READ, "tester");
        reopen();
        var access =
                control.accessTokens().authenticate(operator.text().reveal()).orElseThrow();
        assertThat(access.may(Scope.OPERATE)).isTrue();
        assertThat(access.may(Scope.READ)).isTrue();
        assertThat(access.may(Scope.INGEST)).isFalse();
        assertThat(access.may(Scope.ADMIN)).isFalse();
        assertThat(control.accessTokens().create("reader", Scope.READ, "tester"))
                .isEqualTo(new TokenCreation.NameTaken());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.accessTokens().create("a b", Scope.READ, "tester"))
                .withMessageStartingWith("is malformed");
    }

    @Test
    void aRevokedTokenOpensNothingAndTheLastAdminStays() {
        var tokens = control.accessTokens();
        var second = (TokenCreation.Created) tokens.create("second", Scope.ADMIN, "admin");
        assertThat(tokens.revoke("admin", "second")).isEqualTo(TokenRevocation.REVOKED);
        assertThat(tokens.revoke("admin", "second")).isEqualTo(TokenRevocation.MISSING);
        tokens.create("reader", Scope.READ, "second");
        assertThat(tokens.revoke("second", "second")).isEqualTo(TokenRevocation.LAST_ADMIN);
        reopen();
        assertThat(control.accessTokens().list())
                .extracting(AccessTokenView::name)
                .containsExactly("reader", "second");
        assertThat(control.accessTokens().authenticate(second.text().reveal())).isPresent();
        assertThat(control.audit().latest(10, Long.MAX_VALUE))
                .extracting(entry -> entry.actor() + " " + entry.action() + " " + entry.subject())
                .containsExactly(
                        "second create tokens/reader",
                        "second revoke tokens/admin",
                        "admin create tokens/second",
                        "iris create tokens/admin");
    }

    @Test
    void theAuditLogNamesWhoChangedWhatAndNoValue() {
        put(Documents.bare("name: one"));
        put(Documents.bare("name: one"));
        put(Documents.bare("name: two\ndelivery: { timeout: 5s }"));
        control.by("tester").map(ID, new SegmentId("a"), Documents.yaml("{ value: x }"), Preconditions.NONE);
        control.by("other").pause(ID);
        put(Documents.yaml("name: [ ]"));
        reopen();
        var entries = control.audit().latest(4, Long.MAX_VALUE);
        assertThat(entries)
                .extracting(
                        entry -> entry.actor() + " " + entry.action() + " " + entry.subject() + " " + entry.changed())
                .startsWith(
                        "other pause destinations/423 [paused]",
                        "tester map destinations/423/mappings/a [mappings.a]",
                        "tester put destinations/423 [name, delivery.timeout]");
        assertThat(entries.getLast().changed()).contains("clientId", "auth");
        assertThat(control.audit().latest(1, entries.getFirst().number())).containsExactly(entries.get(1));
    }

    @Test
    void aRehearsalAnswersLikeTheChangeAndChangesNothing() {
        var editor = control.by("tester");
        assertThat(editor.rehearsePut(ID, Documents.bare(""), Preconditions.NONE))
                .isInstanceOf(Created.class);
        assertThat(control.list()).isEmpty();
        var created = (Created) put(Documents.bare("mappings: [ { segment: a } ]"));
        var rehearsed = editor.rehearsePut(ID, Documents.bare("name: two"), Preconditions.NONE);
        assertThat(control.find(ID)).contains(created.view());
        assertThat(editor.rehearseDelete(ID, Preconditions.NONE)).isInstanceOf(Conflict.class);
        assertThat(put(Documents.bare("name: two"))).isEqualTo(rehearsed);
    }

    @Test
    void aDocumentIsGivenBackAsItsAuthorWroteIt() {
        var written = Documents.bare("delivery: { retries: 1 }\nmappings: [ { segment: a } ]");
        put(written);
        reopen();
        var shown = control.find(ID).orElseThrow().written();
        assertThat(shown.members())
                .containsOnlyKeys("id", "clientId", "userDpid", "endpoint", "auth", "delivery", "mappings");
        assertThat(Json.write(shown))
                .contains("\"delivery\":{\"retries\":1}", "\"basic\":{\"set\":true")
                .doesNotContain(SECRET);
        assertThat(put(shown)).isEqualTo(new Updated(control.find(ID).orElseThrow()));
    }

    @Test
    void aSecretMayStandInAFileThatIsNamedAndReadAnew() throws Exception {
        var secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("basic"), SECRET + "\n");
        control.close();
        var directory = new SecretDirectory(secrets);
        control = ControlPlane.open(data, directory, clock, adopted::add);
        var document = Documents.yaml(
                Documents.BARE + "auth: { tokenEndpoint: https://api.partner.com/t, basic: { fromFile: basic } }");
        assertThat(put(document)).isInstanceOf(Created.class);
        assertThat(Json.write(control.find(ID).orElseThrow().document()))
                .contains("\"basic\":{\"fromFile\":\"basic\"}");
        Files.delete(secrets.resolve("basic"));
        control.close();
        control = ControlPlane.open(data, directory, clock, adopted::add);
        var keeping = Documents.BARE + "name: two\nauth: { tokenEndpoint: https://api.partner.com/t }";
        assertThat(put(Documents.yaml(keeping))).isInstanceOf(Updated.class);
        reopen();
        var credential =
                (OpaqueBasic) ((OAuth2) destination().authentication()).grant().credential();
        Files.writeString(secrets.resolve("basic"), "other");
        assertThat(credential.sources().getFirst().resolve(directory)).isEqualTo(Secret.of("other"));
        var missing = Documents.yaml(
                Documents.BARE + "auth: { tokenEndpoint: https://api.partner.com/t, basic: { fromFile: other } }");
        assertThat(((Refused) put(missing)).problems())
                .containsExactly(
                        new Problem("auth.basic.fromFile", "cannot be read: the setting secrets.directory is missing"));
    }

    @Test
    void twoSecretsAreKeptInTheirOrderAndOneOfThemIsTakenAwayByItsFingerprint() throws Exception {
        put(Documents.bare("").with("auth", auth("clientId: me, clientSecret: old-secret")));
        var old = shown(Secret.of("old-secret"));
        put(Documents.bare("").with("auth", auth("clientId: me, clientSecret: [ new-secret, " + old + " ]")));
        assertThat(secretsOf(destination())).containsExactly(Secret.of("new-secret"), Secret.of("old-secret"));
        reopen();
        assertThat(secretsOf(destination())).containsExactly(Secret.of("new-secret"), Secret.of("old-secret"));
        put(Documents.bare("name: two").with("auth", auth("clientId: me")));
        assertThat(secretsOf(destination())).hasSize(2);
        var view = control.find(ID).orElseThrow();
        assertThat(Json.write(view.written())).contains("[{\"set\":true", "},{\"set\":true");
        assertThat(put(view.written())).isEqualTo(new Updated(view));
        assertThat(contents()).noneMatch(content -> content.contains("old-secret") || content.contains("new-secret"));
        put(Documents.bare("").with("auth", auth("clientId: me, clientSecret: " + shown(Secret.of("new-secret")))));
        reopen();
        assertThat(secretsOf(destination())).containsExactly(Secret.of("new-secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[ { fromFile: old }, new ]", "[ new, { fromFile: old } ]", "[ { fromFile: old } ]"})
    void aSecretInAFileStandsBesideAStoredOneAfterARestart(String list) throws Exception {
        var secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("old"), "old-secret\n");
        control.close();
        control = ControlPlane.open(data, new SecretDirectory(secrets), clock, adopted::add);
        assertThat(put(Documents.bare("").with("auth", auth("basic: " + list)))).isInstanceOf(Created.class);
        var before = control.find(ID).orElseThrow();
        reopen();
        assertThat(control.find(ID)).contains(before);
        assertThat(put(before.document())).isEqualTo(new Updated(before));
    }

    @Test
    void anAssertionKeyAndAllThatIsAskedForIsThereAfterARestart() throws IOException {
        var key = new CertificateAuthority(InstantSource.system())
                .issueServer("iris.example")
                .keyPem();
        var assertion = JsonValue.object()
                .put("algorithm", "ES256")
                .put("key", key)
                .put("keyId", "one")
                .build();
        var auth = auth("""
            clientAuthentication: private-key-jwt, clientId: me, scope: a b, audience: them, resource: "urn:x",
            parameters: { b: "1", a: "2" }, renewOn: [401, 403],
            token: { acceptTypes: [JWT], typeRequired: true, maxLife: 1h, margin: 0s, refetchAfter: 30m }
            """).with("assertion", assertion);
        assertThat(put(Documents.bare("").with("auth", auth))).isInstanceOf(Created.class);
        var before = control.find(ID).orElseThrow();
        reopen();
        assertThat(control.find(ID)).contains(before);
        assertThat(put(before.document())).isEqualTo(new Updated(before));
        assertThat(put(before.written())).isEqualTo(new Updated(before));
        assertThat(secretsOf(destination())).containsExactly(Secret.of(key));
        var line = key.lines().skip(1).findFirst().orElseThrow();
        assertThat(Json.write(before.document()) + Json.write(before.written())).doesNotContain(line);
        assertThat(contents()).noneMatch(content -> content.contains(line));
        put(Documents.bare("").with("auth", auth("clientAuthentication: private-key-jwt, clientId: me")));
        assertThat(secretsOf(destination())).containsExactly(Secret.of(key));
    }

    private ChangeResult put(JsonObject document) {
        return control.by("tester").put(ID, document, Preconditions.NONE);
    }

    private Destination destination() {
        return control.find(ID).orElseThrow().destination();
    }

    private void reopen() {
        control.close();
        control = ControlPlane.open(data, SecretFiles.NONE, clock, adopted::add);
    }

    private List<String> contents() throws IOException {
        try (var files = Files.list(data)) {
            var contents = new ArrayList<String>();
            for (var file : files.toList()) {
                contents.add(new String(Files.readAllBytes(file), ISO_8859_1));
            }
            return contents;
        }
    }

    private static JsonObject auth(String members) {
        return Documents.yaml("{ tokenEndpoint: https://api.partner.com/t, " + members + " }");
    }

    private String shown(Secret secret) {
        return "{ set: true, fingerprint: \"" + control.fingerprint(secret) + "\" }";
    }

    private static List<Secret> secretsOf(Destination destination) {
        return ((OAuth2) destination.authentication())
                .grant().credential().sources().stream()
                        .map(source -> ((Stored) source).secret())
                        .toList();
    }

    private static Secret secretOf(Destination destination) {
        return secretsOf(destination).getFirst();
    }
}
