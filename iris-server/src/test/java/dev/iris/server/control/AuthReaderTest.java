package dev.iris.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Problem;
import dev.iris.model.Authentication.OAuth2;
import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.ClientCredential.Placement;
import dev.iris.model.ClientCredential.PrivateKeyJwt;
import dev.iris.model.ClientCredential.TlsClient;
import dev.iris.model.DestinationId;
import dev.iris.model.Rotation;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.SecretSource;
import dev.iris.model.SecretSource.InFile;
import dev.iris.model.SecretSource.Stored;
import dev.iris.model.SigningAlgorithm;
import dev.iris.model.TokenGrant;
import dev.iris.model.TokenParameters;
import dev.iris.model.TokenPolicy;
import dev.iris.partner.certificates.CertificateAuthority;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthReaderTest {
    private static final CertificateAuthority AUTHORITY = new CertificateAuthority(InstantSource.system());
    private static final String KEY = AUTHORITY.issueServer("iris.example").keyPem();
    private static final String OTHER_KEY =
            AUTHORITY.issueServer("iris.example").keyPem();
    private static final String ASSERTION = "clientAuthentication: private-key-jwt, clientId: me";
    private static final SecretFiles FILES = name -> Secret.of(name.equals("key") ? KEY : "in " + name);
    private static final Vetting VETTING = new Vetting(AuthReaderTest::fingerprint, FILES);
    private static final String LEFT_OUT = " (expected: left out)";

    @Test
    void everyClientAuthenticationIsRead() {
        assertThat(credential("basic: b, clientAuthentication: basic")).isEqualTo(new OpaqueBasic(Secret.of("b")));
        assertThat(credential("clientId: me, clientSecret: s")).isEqualTo(pair("me", Placement.BASIC, "s"));
        assertThat(credential("clientAuthentication: basic-raw, clientId: me, clientSecret: \"a:b\""))
                .isEqualTo(pair("me", Placement.BASIC_RAW, "a:b"));
        assertThat(credential("clientAuthentication: post, clientId: \"a:b\", clientSecret: s"))
                .isEqualTo(pair("a:b", Placement.POST, "s"));
    }

    @Test
    void aPrivateKeyIsReadWithAllThatIsSaidOfItsAssertions() {
        var told = JsonValue.object().put("key", KEY);
        assertThat(complete(assertion(told.build())).credential())
                .isEqualTo(new PrivateKeyJwt("me", rotation(KEY), List.of(), null, null));
        told.put("algorithm", "ES256").put("keyId", "one").put("audience", "https://issuer/");
        assertThat(complete(assertion(told.build())).credential())
                .isEqualTo(new PrivateKeyJwt(
                        "me", rotation(KEY), List.of("one"), SigningAlgorithm.ES256, "https://issuer/"));
    }

    @Test
    void aNewKeyStandsBeforeAnOldOneEachWithItsId() {
        var told = JsonValue.object()
                .put("key", JsonValue.array(List.of(JsonValue.text(KEY), JsonValue.text(OTHER_KEY))))
                .put("keyId", JsonValue.array(List.of(JsonValue.text("new"), JsonValue.text("old"))));
        assertThat(complete(assertion(told.build())).credential())
                .isEqualTo(new PrivateKeyJwt("me", rotation(KEY, OTHER_KEY), List.of("new", "old"), null, null));
        told.put("keyId", "new");
        assertThat(faults(assertion(told.build())))
                .containsExactly(new Problem(
                        "auth.assertion.keyId", "are 1 (expected: none, or one for each key, of which there are 2)"));
    }

    @Test
    void aKeyInAFileIsReadAndCheckedToo() {
        assertThat(credential(ASSERTION + ", assertion: { key: { fromFile: key } }"))
                .isEqualTo(new PrivateKeyJwt("me", Rotation.of(new InFile("key")), List.of(), null, null));
        assertThat(faults(auth(ASSERTION + ", assertion: { key: [ { fromFile: key }, { fromFile: other } ] }")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("auth.assertion.key[1]"))
                .satisfies(problem -> assertThat(problem.reason()).startsWith("holds 0 private keys"));
    }

    @Test
    void aKeyThatDoesNotFitItsAlgorithmIsRefusedAtItsPlace() {
        var told = JsonValue.object()
                .put("algorithm", "RS256")
                .put("key", JsonValue.array(List.of(JsonValue.text(KEY), JsonValue.text("no key"))));
        assertThat(faults(assertion(told.build())))
                .extracting(Problem::field)
                .containsExactly("auth.assertion.key[0]", "auth.assertion.key[1]");
        told.put("key", KEY);
        assertThat(faults(assertion(told.build())))
                .containsExactly(
                        new Problem("auth.assertion.key", "does not fit the algorithm RS256 (expected: an RSA key)"));
    }

    @Test
    void aCertificateProvesWhoIrisIsWhenThereIsOne() {
        var identity = AUTHORITY.issueServer("iris.example");
        var auth = auth("clientAuthentication: tls, clientId: me");
        var tls = JsonValue.object().put("certificate", identity.chainPem()).put("key", identity.keyPem());
        assertThat(complete(auth.with("tls", tls.build())).credential()).isEqualTo(new TlsClient("me"));
        var missing = new Problem(
                "tls.certificate", "is missing (expected: a certificate, which clientAuthentication tls shows)");
        assertThat(faults(auth)).containsExactly(missing);
        assertThat(faults(auth.with("tls", JsonValue.object().build()))).containsExactly(missing);
        var alone = JsonValue.object().put("certificate", identity.chainPem()).build();
        assertThat(faults(auth.with("tls", alone))).containsExactly(new Problem("tls.key", "is missing"));
    }

    @Test
    void whatATokenRequestAsksForIsRead() {
        var read = complete(auth("""
            basic: b, scope: "read:x write!", audience: https://them/, resource: [ "https://a/", "urn:b" ],
            parameters: { tenant: Ä b, empty: "" }, renewOn: [403, 401]
            """));
        assertThat(read.grant().parameters())
                .isEqualTo(new TokenParameters(
                        "read:x write!",
                        "https://them/",
                        List.of("https://a/", "urn:b"),
                        Map.of("tenant", "Ä b", "empty", "")));
        assertThat(read.renewOn()).containsExactlyInAnyOrder(401, 403);
        assertThat(complete(auth("basic: b, resource: \"urn:b\""))
                        .grant()
                        .parameters()
                        .resources())
                .containsExactly("urn:b");
        assertThat(complete(auth("basic: b, resource: []")).grant().parameters())
                .isEqualTo(TokenParameters.NONE);
    }

    @Test
    void howAnAnswerIsTakenIsRead() {
        assertThat(complete(auth("basic: b, token: { acceptTypes: [JWT, at+jwt], typeRequired: true,"
                                + " strictCharacters: true, formEncoded: true, maxLife: 30d, margin: 0s,"
                                + " refetchAfter: 1h }"))
                        .grant()
                        .policy())
                .isEqualTo(new TokenPolicy(
                        Set.of("JWT", "at+jwt"),
                        true,
                        true,
                        true,
                        Duration.ofDays(30),
                        Duration.ZERO,
                        Duration.ofHours(1)));
        assertThat(complete(auth("basic: b, token: { refetchAfter: null }"))
                        .grant()
                        .policy())
                .isEqualTo(TokenPolicy.STANDARD);
    }

    @Test
    void aTokenEndpointMayHaveAQuery() {
        var document = Documents.yaml(
                Documents.BARE + "auth: { basic: b, tokenEndpoint: \"https://api.partner.com/token?tenant=a%20b\" }");
        assertThat(complete(document).grant().tokenEndpoint().requestTarget()).isEqualTo("/token?tenant=a%20b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        basic: b, clientAuthentication: digest                      | auth.clientAuthentication | is unknown (expected: basic, basic-raw, post, private-key-jwt, tls)
        basic: b, clientAuthentication: Basic                       | auth.clientAuthentication | is unknown (expected: basic, basic-raw, post, private-key-jwt, tls)
        basic: b, clientAuthentication: [post]                      | auth.clientAuthentication | is an array (expected: a string)
        clientAuthentication: post, clientId: me                    | auth.clientSecret | is missing
        clientAuthentication: post, clientSecret: s                 | auth.clientId     | is missing
        clientAuthentication: basic-raw, clientId: "a:b", clientSecret: s | auth.clientId | holds a colon (expected: none with basic-raw, where it ends the client id)
        clientAuthentication: private-key-jwt, assertion: { key: { fromFile: key } } | auth.clientId | is missing
        clientAuthentication: private-key-jwt, clientId: me         | auth.assertion.key | is missing
        clientAuthentication: private-key-jwt, clientId: me, assertion: {} | auth.assertion.key | is missing
        clientAuthentication: private-key-jwt, clientId: me, assertion: { key: { fromFile: key }, algorithm: none } | auth.assertion.algorithm | is unknown (expected: RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512)
        clientAuthentication: private-key-jwt, clientId: me, assertion: { key: { fromFile: key }, keyId: [] , kid: a } | auth.assertion.kid | is unknown (known here: algorithm, audience, key, keyId)
        clientAuthentication: private-key-jwt, clientId: me, assertion: { key: { fromFile: key }, keyId: [a, 5] } | auth.assertion.keyId[1] | is a number (expected: a string)
        basic: b, scope: ""                                         | auth.scope        | is malformed (expected: words of visible ASCII characters but " and \\, one space between two, at most 2000 characters)
        basic: b, scope: "a  b"                                     | auth.scope        | is malformed (expected: words of visible ASCII characters but " and \\, one space between two, at most 2000 characters)
        basic: b, scope: [a, b]                                     | auth.scope        | is an array (expected: a string)
        basic: b, audience: ""                                      | auth.audience     | is of 0 characters (expected: 1 to 2000)
        basic: b, resource: /path                                   | auth.resource     | is no absolute URI without fragment (expected: such as https://api.partner.com/, at most 2000 characters)
        basic: b, resource: ["urn:a", "https://h/#x"]               | auth.resource[1]  | is no absolute URI without fragment (expected: such as https://api.partner.com/, at most 2000 characters)
        basic: b, parameters: [a]                                   | auth.parameters   | is an array (expected: an object)
        basic: b, parameters: { a: 5 }                              | auth.parameters.a | is a number (expected: a string)
        basic: b, parameters: { "": a }                             | auth.parameters   | a name is of 0 characters (expected: 1 to 100)
        basic: b, renewOn: []                                       | auth.renewOn      | is malformed (expected: a list of different numbers from 400 to 499 but 407, 408, 425 and 429)
        basic: b, renewOn: [401, 401]                               | auth.renewOn      | is malformed (expected: a list of different numbers from 400 to 499 but 407, 408, 425 and 429)
        basic: b, renewOn: [429]                                    | auth.renewOn      | is malformed (expected: a list of different numbers from 400 to 499 but 407, 408, 425 and 429)
        basic: b, renewOn: [500]                                    | auth.renewOn      | is malformed (expected: a list of different numbers from 400 to 499 but 407, 408, 425 and 429)
        basic: b, renewOn: 401                                      | auth.renewOn      | is malformed (expected: a list of different numbers from 400 to 499 but 407, 408, 425 and 429)
        basic: b, token: { acceptTypes: [JWT, dpop] }               | auth.token.acceptTypes[1] | dpop is no name for a bearer token (expected: none of DPoP, MAC, PoP and N_A)
        basic: b, token: { acceptTypes: [N_A] }                     | auth.token.acceptTypes[0] | N_A is no name for a bearer token (expected: none of DPoP, MAC, PoP and N_A)
        basic: b, token: { acceptTypes: ["a b"] }                   | auth.token.acceptTypes[0] | is malformed (expected: 1 to 100 visible ASCII characters)
        basic: b, token: { maxLife: 59s }                           | auth.token.maxLife | 59s (expected: 1m to 720h)
        basic: b, token: { maxLife: 31d }                           | auth.token.maxLife | 31d (expected: 1m to 720h)
        basic: b, token: { margin: 61m }                            | auth.token.margin | 61m (expected: 0ms to 1h)
        basic: b, token: { margin: 60 }                             | auth.token.margin | is no duration (expected: such as 20ms, 3s, 1m or 72h)
        basic: b, token: { refetchAfter: 30s }                      | auth.token.refetchAfter | 30s (expected: 1m to 8760h)
        basic: b, token: { typeRequired: 1 }                        | auth.token.typeRequired | is a number (expected: true or false)
        basic: b, token: { expires: 1h }                            | auth.token.expires | is unknown (known here: acceptTypes, formEncoded, margin, maxLife, refetchAfter, strictCharacters, typeRequired)
        basic: b, token: opaque                                     | auth.token        | is a string (expected: an object)
        basic: []                                                   | auth.basic        | is a list of 0 (expected: one secret, or two of which the first is newer)
        basic: [a, b, c]                                            | auth.basic        | is a list of 3 (expected: one secret, or two of which the first is newer)
        basic: [a, " b"]                                            | auth.basic[1]     | is malformed (expected: 1 to 4096 printable ASCII characters without outer spaces or line breaks)
        basic: [a, null]                                            | auth.basic[1]     | is null (expected: a string)
        basic: [[a], b]                                             | auth.basic[0]     | is an array (expected: a string)
        basic: [a, { fromFile: ../b }]                              | auth.basic[1].fromFile | is malformed (expected: a file name below secrets.directory, of A-Z a-z 0-9 . _ - and slashes, no part starting with a dot)
        basic: [a, { file: b }]                                     | auth.basic[1].fromFile | is missing
        clientId: me, clientSecret: [a, 5]                          | auth.clientSecret[1] | is a number (expected: a string)
        """, quoteCharacter = '`')
    void aWrongMemberIsNamedWithItsExpectation(String members, String field, String reason) {
        assertThat(faults(auth(members))).contains(new Problem(field, reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        clientAuthentication: basic-raw, clientId: me, clientSecret: s, basic: b       | basic        | basic-raw
        clientAuthentication: post, clientId: me, clientSecret: s, basic: b            | basic        | post
        clientAuthentication: post, clientId: me, clientSecret: s, assertion: {}       | assertion    | post
        basic: b, assertion: { key: k }                                                | assertion    | basic
        clientAuthentication: private-key-jwt, clientId: me, assertion: { key: { fromFile: key } }, clientSecret: s | clientSecret | private-key-jwt
        clientAuthentication: private-key-jwt, clientId: me, assertion: { key: { fromFile: key } }, basic: b | basic | private-key-jwt
        """)
    void whatDoesNotGoTogetherIsRefused(String members, String member, String way) {
        assertThat(faults(auth(members)))
                .containsExactly(
                        new Problem("auth." + member, "does not go with clientAuthentication " + way + LEFT_OUT));
    }

    @Test
    void allThatDoesNotGoWithACertificateIsNamed() {
        assertThat(faults(auth("clientAuthentication: tls, basic: b, clientSecret: s, assertion: {}")))
                .extracting(Problem::field)
                .containsExactly("auth.basic", "auth.clientSecret", "auth.assertion", "auth.clientId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type",
                "Grant_Type",
                "client_id",
                "CLIENT_SECRET",
                "client_assertion",
                "client_anything",
                "scope",
                "Audience",
                "RESOURCE"
            })
    void aReservedParameterIsRefused(String name) {
        assertThat(faults(auth("basic: b, parameters: { " + name + ": x }")))
                .containsExactly(new Problem(
                        "auth.parameters." + name,
                        "is reserved (expected: none of grant_type, client_…, scope, audience and resource)"));
    }

    @Test
    void parametersHaveTheirBounds() {
        var most = JsonValue.object();
        for (int i = 0; i < 20; i++) {
            most.put("p" + i + "x".repeat(98 - i / 10), "v".repeat(2_000));
        }
        assertThat(complete(parameters(most.build())).grant().parameters().others())
                .hasSize(20);
        assertThat(faults(parameters(most.put("one", "more").build())))
                .containsExactly(new Problem("auth.parameters", "are 21 (expected: at most 20)"));
        assertThat(faults(parameters(JsonValue.object()
                        .put("x".repeat(101), "v")
                        .put("b", "v".repeat(2_001))
                        .build())))
                .containsExactly(
                        new Problem("auth.parameters", "a name is of 101 characters (expected: 1 to 100)"),
                        new Problem("auth.parameters.b", "is of 2001 characters (expected: at most 2000)"));
    }

    @Test
    void aSecretThatIsShownMeansTheStoredOneWithItsFingerprint() {
        var kept = kept("auth.clientSecret", "new", "older");
        assertThat(secrets("clientId: me", kept)).isEqualTo(rotation("new", "older"));
        assertThat(secrets("clientId: me, clientSecret: " + shown("older"), kept))
                .isEqualTo(rotation("older"));
        assertThat(secrets("clientId: me, clientSecret: [ " + shown("older") + ", " + shown("new") + " ]", kept))
                .isEqualTo(rotation("older", "new"));
        assertThat(secrets("clientId: me, clientSecret: [ newest, " + shown("new") + " ]", kept))
                .isEqualTo(rotation("newest", "new"));
        assertThat(faults(auth("clientId: me, clientSecret: [ newest, " + shown("other!") + " ]"), kept))
                .containsExactly(new Problem(
                        "auth.clientSecret[1]",
                        "does not show the secret that is stored (expected: the secret itself, or left out)"));
    }

    @Test
    void aStoredSecretGoesToNoOtherOrigin() {
        var moved = new Kept(
                Map.of("auth.clientSecret", rotation("new", "older")),
                Map.of("auth.clientSecret", "https://other:443"),
                List.of());
        var reason = "the secret is needed again because the origin changed";
        assertThat(faults(auth("clientId: me"), moved)).containsExactly(new Problem("auth.clientSecret", reason));
        assertThat(faults(auth("clientId: me, clientSecret: [ x, " + shown("older") + " ]"), moved))
                .containsExactly(new Problem("auth.clientSecret[1]", reason));
        var key = new Kept(
                Map.of("auth.assertion.key", rotation(KEY)),
                Map.of("auth.assertion.key", "https://other:443"),
                List.of());
        assertThat(faults(auth(ASSERTION), key)).containsExactly(new Problem("auth.assertion.key", reason));
        assertThat(faults(auth(ASSERTION + ", assertion: { keyId: a }"), key))
                .containsExactly(new Problem("auth.assertion.key", reason));
    }

    @Test
    void aKeyThatIsLeftOutIsKeptAndFitsWhatIsSaidOfIt() {
        var kept = kept("auth.assertion.key", KEY);
        assertThat(complete(auth(ASSERTION), kept).credential())
                .isEqualTo(new PrivateKeyJwt("me", rotation(KEY), List.of(), null, null));
        assertThat(complete(auth(ASSERTION + ", assertion: { keyId: a }"), kept).credential())
                .isEqualTo(new PrivateKeyJwt("me", rotation(KEY), List.of("a"), null, null));
        assertThat(faults(auth(ASSERTION + ", assertion: { algorithm: PS256 }"), kept))
                .extracting(Problem::field)
                .containsExactly("auth.assertion.key");
    }

    /** What is read of {@code auth}. */
    private record Read(OAuth2 oauth2) {
        TokenGrant grant() {
            return oauth2.grant();
        }

        ClientCredential credential() {
            return grant().credential();
        }

        Set<Integer> renewOn() {
            return oauth2.renewOn();
        }
    }

    private static ClientCredential credential(String members) {
        return complete(auth(members)).credential();
    }

    private static Rotation secrets(String members, Kept kept) {
        return ((ClientIdAndSecret) complete(auth(members), kept).credential()).secrets();
    }

    private static ClientCredential pair(String id, Placement placement, String secret) {
        return new ClientIdAndSecret(id, rotation(secret), placement);
    }

    private static Rotation rotation(String... secrets) {
        return new Rotation(Stream.of(secrets)
                .map(text -> (SecretSource) new Stored(Secret.of(text)))
                .toList());
    }

    private static Kept kept(String field, String... secrets) {
        return new Kept(Map.of(field, rotation(secrets)), Map.of(field, "https://api.partner.com:443"), List.of());
    }

    private static String shown(String secret) {
        return "{ set: true, fingerprint: \"" + fingerprint(Secret.of(secret)) + "\" }";
    }

    private static String fingerprint(Secret secret) {
        return Integer.toHexString(secret.reveal().length());
    }

    private static JsonObject auth(String members) {
        return Documents.yaml(
                Documents.BARE + "auth: { tokenEndpoint: https://api.partner.com/oauth2/token, " + members + " }");
    }

    private static JsonObject assertion(JsonObject told) {
        return within(ASSERTION, "assertion", told);
    }

    private static JsonObject parameters(JsonObject told) {
        return within("basic: b", "parameters", told);
    }

    private static JsonObject within(String members, String name, JsonObject told) {
        var document = auth(members);
        var auth = (JsonObject) document.find("auth").orElseThrow();
        return document.with("auth", auth.with(name, told));
    }

    private static Read complete(JsonObject document) {
        return complete(document, Kept.NOTHING);
    }

    private static Read complete(JsonObject document, Kept kept) {
        var reading = DestinationReader.read(document, new DestinationId(423), kept, VETTING);
        assertThat(reading).isInstanceOf(DraftReading.Complete.class);
        return new Read((OAuth2) ((DraftReading.Complete) reading).draft().authentication());
    }

    private static List<Problem> faults(JsonObject document) {
        return faults(document, Kept.NOTHING);
    }

    private static List<Problem> faults(JsonObject document, Kept kept) {
        var reading = DestinationReader.read(document, new DestinationId(423), kept, VETTING);
        assertThat(reading).isInstanceOf(DraftReading.Faulty.class);
        return ((DraftReading.Faulty) reading).problems();
    }
}
