package dev.iris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.Json;
import dev.iris.partner.certificates.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code iris apply} and {@code iris export} against a server. */
class ApplyCommandIT {
    private static final String SECRET = "cGFydG5lcjpodXNoLWh1c2g=";
    private static final String TWO = """
        destinations:
          - id: 423
            name: Example partner
            clientId: "74323"
            userDpid: "12345"
            endpoint: https://api.partner.com/segments/aam
            auth:
              tokenEndpoint: https://api.partner.com/oauth2/token
              basic: ${env:PARTNER_BASIC}
            delivery:
              timeout: 3s
            mappings:
              - { segment: "12176" }
              - { segment: "14356", value: high-value, from: "2026-01-01" }
          - id: 424
            clientId: "1"
            userDpid: "20914"
            endpoint: https://other.partner.com/s
            auth:
              tokenEndpoint: https://other.partner.com/t
              basic: ${env:PARTNER_BASIC}
            mappings: []
        """;

    @TempDir
    private Path folder;

    private LocalServer iris;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        iris = LocalServer.start(folder);
        iris.set("PARTNER_BASIC", SECRET);
        file = folder.resolve("destinations.yaml");
    }

    @AfterEach
    void close() {
        iris.close();
    }

    @Test
    void aDryRunShowsWhatTheRealRunDoesAndChangesNothing() throws IOException {
        Files.writeString(file, TWO);
        var dry = apply("--dry-run");
        assertThat(dry.code()).isZero();
        assertThat(dry.lines())
                .containsExactly(
                        "+ 423 Example partner (2 mappings)", "+ 424 424 (0 mappings)", "= 0 destinations unchanged");
        assertThat(dry.err()).isEqualTo("iris: a dry run, nothing was changed\n");
        assertThat(ids()).isEqualTo("{\"destinations\":[]}");
        var real = apply();
        assertThat(real.out()).isEqualTo(dry.out());
        assertThat(real.err()).isEqualTo("iris: applied: 2 created, 0 changed, 0 deleted\n");
        assertThat(iris.document(423).toString()).contains("high-value");
    }

    @Test
    void applyingTwiceChangesNothingAndSaysSo() throws IOException {
        Files.writeString(file, TWO);
        apply();
        var before = etags();
        var again = apply();
        assertThat(again.out()).isEqualTo("= 2 destinations unchanged\n");
        assertThat(again.err()).isEqualTo("iris: nothing to change\n");
        assertThat(again.code()).isZero();
        assertThat(etags()).isEqualTo(before);
    }

    @Test
    void onlyWhatDiffersIsChangedAndNoSecretIsShown() throws IOException {
        Files.writeString(file, TWO);
        apply();
        var before = etag(424);
        iris.set("PARTNER_BASIC", "b3RoZXItc2VjcmV0");
        Files.writeString(
                file,
                TWO.replace("timeout: 3s", "timeout: 5s")
                        .replace("value: high-value, from: \"2026-01-01\"", "value: higher")
                        .replace("{ segment: \"12176\" }", "{ segment: \"30000\" }")
                        .replaceAll("(?s)other.partner.com/t\n.*", "other.partner.com/t\n"));
        var dry = apply("--dry-run");
        assertThat(dry.lines())
                .containsExactly(
                        "~ 423 auth.basic: changed",
                        "~ 423 delivery.timeout: 3s -> 5s",
                        "- 423 mapping 12176",
                        "~ 423 mapping 14356 value: high-value -> higher",
                        "~ 423 mapping 14356 from: 2026-01-01 -> none",
                        "+ 423 mapping 30000 (value 30000)",
                        "= 1 destination unchanged");
        assertThat(apply().out()).isEqualTo(dry.out());
        assertThat(etag(424)).isEqualTo(before);
        assertThat(apply().out()).isEqualTo("= 2 destinations unchanged\n");
    }

    @Test
    void destinationsThatTheFileDoesNotNameGoOnlyWhenTheyArePruned() throws IOException {
        Files.writeString(file, TWO);
        apply();
        Files.writeString(file, TWO.replaceAll("(?s)  - id: 423.*  - id: 424", "  - id: 424"));
        assertThat(apply().out()).isEqualTo("= 1 destination unchanged\n");
        var dry = apply("--prune", "--dry-run");
        assertThat(dry.lines()).containsExactly("- 423 Example partner (2 mappings)", "= 1 destination unchanged");
        assertThat(iris.document(423).members()).isNotEmpty();
        var real = apply("--prune");
        assertThat(real.out()).isEqualTo(dry.out());
        assertThat(real.err()).isEqualTo("iris: applied: 0 created, 0 changed, 1 deleted\n");
        assertThat(iris.api().get("/v1/destinations/423").status()).isEqualTo(404);
    }

    @Test
    void allProblemsOfAllDocumentsAreNamedAtOnceAndNothingIsChanged() throws IOException {
        Files.writeString(
                file,
                TWO.replace("segment: \"14356\"", "segment: 14356")
                        .replace("clientId: \"1\"", "clientId: 1\n    unheard: of")
                        .replace("https://other.partner.com/s", "http://${env:PARTNER_BASIC}/s"));
        for (var said : new LocalServer.Said[] {apply(), apply("--dry-run"), apply("--json")}) {
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.err())
                    .contains(
                            "destinations[0].mappings[1].segment: is a number (expected: a string)\n",
                            "destinations[1].clientId: is a number (expected: a string)\n",
                            "destinations[1].endpoint: ",
                            "destinations[1].unheard: is unknown")
                    .endsWith("is refused, nothing was changed; correct these 4 problems and run this again\n");
            assertThat(said.out() + said.err()).doesNotContain(SECRET, SECRET.substring(0, 8));
        }
        assertThat(apply("--json").out()).contains("{\"place\":\"destinations[0].mappings[1].segment\",\"reason\":");
        assertThat(ids()).isEqualTo("{\"destinations\":[]}");
    }

    @Test
    void aReferenceThatCannotBeResolvedIsRefusedBeforeAServerIsLookedFor() throws IOException {
        Files.writeString(file, TWO.replace("env:PARTNER_BASIC", "env:GONE"));
        var said = LocalServer.runBare(
                Map.of("IRIS_TOKEN", "t"), "", "apply", "-f", file.toString(), "--url", "http://127.0.0.1:1");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err())
                .contains(
                        "destinations[0].auth.basic: the variable GONE is not set\n",
                        "destinations[1].auth.basic: the variable GONE is not set\n");
    }

    @Test
    void aFileIsReadFromStandardInputAndSecretsFromFilesBesideIt() throws IOException {
        Files.writeString(folder.resolve("basic.txt"), SECRET + "\n");
        Files.writeString(file, TWO.replace("${env:PARTNER_BASIC}", "${file:basic.txt}"));
        assertThat(apply().code()).isZero();
        var said = iris.runWith(TWO, "apply", "-f", "-");
        assertThat(said.out()).isEqualTo("= 2 destinations unchanged\n");
    }

    @Test
    void jsonSaysWhatChangedAndWhatWasDone() throws IOException {
        Files.writeString(file, TWO);
        assertThat(apply("--json", "--dry-run").out()).isEqualTo("""
            {"dryRun":true,"changes":[{"change":"+","destination":423,"text":"Example partner (2 mappings)"},\
            {"change":"+","destination":424,"text":"424 (0 mappings)"}],"unchanged":0,\
            "created":[],"changed":[],"deleted":[]}
            """);
        assertThat(apply("--json").out()).contains("\"dryRun\":false", "\"created\":[423,424]");
    }

    @Test
    void whatIsAppliedIsExportedWithoutSecretsAndApplyingThatChangesNothing() throws IOException {
        Files.writeString(file, TWO);
        apply();
        var exported = iris.run("export");
        assertThat(exported.out()).isEqualTo(TWO.replace("      basic: ${env:PARTNER_BASIC}\n", ""));
        assertThat(exported.code()).isZero();
        var target = folder.resolve("exported.yaml");
        Files.writeString(target, "old");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
        for (int i = 0; i < 2; i++) {
            assertThat(iris.run("export", "-o", target.toString()).out()).isEmpty();
            assertThat(target).hasContent(exported.out());
            assertThat(Files.getPosixFilePermissions(target)).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
            assertThat(iris.run("apply", "-f", target.toString(), "--prune").out())
                    .isEqualTo("= 2 destinations unchanged\n");
        }
        assertThat(iris.runWith(iris.run("export", "--json").out(), "apply", "-f", "-")
                        .out())
                .isEqualTo("= 2 destinations unchanged\n");
    }

    @Test
    void textsThatYamlWouldTakeForSomethingElseSurviveTheRoundTrip() throws IOException {
        iris.api().put("/v1/destinations/1", LocalServer.json("""
            {'name':'yes','clientId':'0x1F','userDpid':'12345','endpoint':'https://a.example/s',
             'auth':{'tokenEndpoint':'https://a.example/t','clientId':'${env:Y} # no','clientSecret':'s'},
             'mappings':[{'segment':'1','value':'2026-01-01'},{'segment':'2','value':'null'},
                         {'segment':'3','value':'a: b'},{'segment':'4','value':'ünï 😀'}]}\
            """)).orFail();
        var exported = iris.run("export").out();
        assertThat(exported).contains("name: \"yes\"", "value: \"2026-01-01\"", "value: \"null\"");
        assertThat(iris.runWith(exported, "apply", "-f", "-").out()).isEqualTo("= 1 destination unchanged\n");
        assertThat(iris.run("export").out()).isEqualTo(exported);
    }

    @Test
    void anExportThatCannotBeWrittenLeavesWhatIsThere() throws IOException {
        var target = Files.createDirectory(folder.resolve("d")).resolve("gone").resolve("x.yaml");
        var said = iris.run("export", "-o", target.toString());
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).isEqualTo("iris: " + target + " cannot be written; it is as it was\n");
    }

    @Test
    void theExampleIsTaken() {
        var example = Path.of("").toAbsolutePath().resolveSibling("examples").resolve("destinations-in-a-file");
        assertThat(iris.run("apply", "-f", example.resolve("destinations.yaml").toString())
                        .lines())
                .containsExactly(
                        "+ 423 Example partner (2 mappings)",
                        "+ 424 Example partner, iOS (1 mapping)",
                        "= 0 destinations unchanged");
    }

    @Test
    void theExampleOfEveryClientAuthenticationIsTakenAndExportedAsItIs() throws IOException {
        var identity = new CertificateAuthority(InstantSource.system()).issueClient("iris");
        Files.writeString(folder.resolve("key.pem"), identity.keyPem());
        Files.writeString(folder.resolve("certificate.pem"), identity.chainPem());
        iris.set("PARTNER_SECRET", "n3w-secret");
        iris.set("PARTNER_OLD_SECRET", "0ld-secret");
        var example = Path.of("").toAbsolutePath().resolveSibling("examples").resolve("client-authentications");
        Files.writeString(file, Files.readString(example.resolve("destinations.yaml")));
        assertThat(apply().err()).isEqualTo("iris: applied: 6 created, 0 changed, 0 deleted\n");
        assertThat(apply().out()).isEqualTo("= 6 destinations unchanged\n");
        var exported = iris.run("export").out();
        assertThat(exported)
                .contains("clientAuthentication: private-key-jwt", "keyId: key-1", "refetchAfter: 30m")
                .doesNotContain("PRIVATE KEY", "n3w-secret", "0ld-secret");
        assertThat(iris.runWith(exported, "apply", "-f", "-").out()).isEqualTo("= 6 destinations unchanged\n");
        assertThat(iris.run("destinations", "show", "502", "--json").out())
                .contains("fingerprint")
                .doesNotContain("n3w-secret", "0ld-secret");
    }

    @Test
    void aSecretIsRotatedStepByStep() throws IOException {
        iris.set("NEW", "n3w-secret");
        iris.set("OLD", "0ld-secret");
        var start = """
            destinations:
              - id: 7
                clientId: "1"
                userDpid: "20914"
                endpoint: https://other.partner.com/s
                auth:
                  tokenEndpoint: https://other.partner.com/t
                  clientId: me
                  clientSecret: \
            """;
        Files.writeString(file, start + "${env:OLD}\n");
        apply();
        var old = iris.document(7)
                .find("auth")
                .toString()
                .replaceAll(".*fingerprint=JsonString\\[value=([0-9a-f]+).*", "$1");
        Files.writeString(file, start + "[ \"${env:NEW}\", { set: true, fingerprint: \"" + old + "\" } ]\n");
        assertThat(apply("--dry-run").lines()).startsWith("~ 7 auth.clientSecret: changed");
        apply();
        assertThat(iris.document(7).find("auth").toString()).containsPattern("fingerprint.*fingerprint.*" + old);
        Files.writeString(file, start + "[ \"${env:NEW}\", \"${env:OLD}\" ]\n");
        assertThat(apply().out()).isEqualTo("= 1 destination unchanged\n");
        Files.writeString(file, start + "${env:NEW}\n");
        assertThat(apply().lines()).startsWith("~ 7 auth.clientSecret: changed");
        assertThat(iris.document(7).find("auth").toString()).doesNotContain(old);
    }

    @Test
    void anotherTokenIsToldWhichScopeIsNeeded() throws IOException {
        Files.writeString(file, TWO);
        var token = folder.resolve("read.token");
        Files.writeString(
                token,
                iris.run("tokens", "create", "--scope", "read", "--name", "reader")
                        .out());
        assertThat(iris.runAs(token, "", "export").code()).isZero();
        var said = iris.runAs(token, "", "apply", "-f", file.toString());
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err())
                .contains("scope admin")
                .contains("iris tokens create")
                .hasLineCount(1);
        Files.writeString(token, "iris_wrong");
        assertThat(iris.runAs(token, "", "export").err())
                .contains("--token-file")
                .hasLineCount(1);
    }

    @Test
    void wrongUsageIsTwo() {
        assertThat(iris.run("apply").code()).isEqualTo(2);
        assertThat(iris.run("apply", "-f", "x", "--bogus").code()).isEqualTo(2);
        assertThat(LocalServer.runBare(Map.of(), "", "export", "--url", "localhost:8080")
                        .code())
                .isEqualTo(2);
        assertThat(iris.run("apply", "-f", folder.resolve("gone").toString()).err())
                .contains("cannot be read");
        assertThat(iris.run("apply", "--help").out()).contains("${env:NAME}", "--dry-run", "--prune", "--token-file");
    }

    private LocalServer.Said apply(String... more) {
        var arguments = new String[more.length + 3];
        System.arraycopy(more, 0, arguments, 3, more.length);
        arguments[0] = "apply";
        arguments[1] = "-f";
        arguments[2] = file.toString();
        var said = iris.run(arguments);
        assertThat(said.out() + said.err()).doesNotContain(SECRET);
        return said;
    }

    private String ids() {
        return Json.write(iris.api().get("/v1/destinations").body());
    }

    private String etags() {
        return etag(423) + etag(424);
    }

    private String etag(long id) {
        return iris.api().get("/v1/destinations/" + id).etag().orElseThrow();
    }
}
