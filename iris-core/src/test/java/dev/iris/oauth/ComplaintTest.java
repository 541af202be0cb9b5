package dev.iris.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.Body;
import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsResult.Answered;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.HttpsUrl;
import dev.iris.model.PartnerTls;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.TokenGrant;
import dev.iris.model.TokenParameters;
import dev.iris.model.TokenPolicy;
import dev.iris.oauth.FetchOutcome.Standing;
import dev.iris.oauth.FetchOutcome.Transient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComplaintTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final AnswerRules RULES = rules("open-sesame");

    @Test
    void wordsThatMayHoldATokenTooLongToLookForAreNotKept() {
        var body = "{'error':'x','error_description':'" + "a".repeat(170_000) + "','access_token':'"
                + "a".repeat(80_000) + "b'}";

        assertThat(read(200, body))
                .isInstanceOfSatisfying(
                        Transient.class,
                        told -> assertThat(told.reason().detail()).isEqualTo("status 200, error x"));
    }

    @Test
    void ofVeryLongWordsTheBeginningIsKept() {
        var token = "t!".repeat(1_000);
        var body = "{'error':'x','error_description':'no " + token + " " + "word ".repeat(40_000) + "','access_token':'"
                + token + "'}";

        assertThat(read(200, body))
                .isInstanceOfSatisfying(
                        Transient.class,
                        told -> assertThat(told.reason().detail())
                                .startsWith("status 200, error x, \"no *** word word"));
    }

    @Test
    void aSecretInTheHostOfARedirectIsMasked() {
        var location = new HttpHeader("Location", "https://open-sesame.example/x");

        assertThat(read(302, "", location))
                .isInstanceOfSatisfying(
                        Standing.class,
                        told -> assertThat(told.reason().detail()).isEqualTo("status 302 to host ***.example"));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404})
    void aWaitThatIsAskedForIsKeptWhereSomebodyMustChangeSomething(int status) {
        assertThat(read(status, "", new HttpHeader("Retry-After", "3000")))
                .isInstanceOfSatisfying(
                        Standing.class, told -> assertThat(told.asked()).isEqualTo(Duration.ofMinutes(50)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"error\":\"slow_down\"}", "{\"error\":\"server_error\"}", "{\"access_token\":\"\"}", "<html>"
            })
    void aWaitThatIsAskedForInSuccessBindsTheClient(String body) throws Exception {
        var edge = new ScriptedEdge().thenAnswer(200, body, new HttpHeader("Retry-After", "600"));
        var sources = Grants.sources(edge, new TestClock());

        var first = Taken.unavailable(Grants.source(sources, Grants.opaque("b3BhcXVl")));
        var other = Taken.unavailable(
                sources.acquire(ofScope("b3BhcXVl", "more"), PartnerTls.NONE).source());

        assertThat(first.retryAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(other.retryAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(edge.requests()).hasSize(1);
    }

    @Test
    void aWaitThatIsAskedForOutlivesWhoAskedForTheToken() throws Exception {
        var clock = new TestClock();
        var edge = new ScriptedEdge()
                .thenAnswer(429, "", new HttpHeader("Retry-After", "600"))
                .thenGrant("one");
        var sources = Grants.sources(edge, clock);
        for (int i = 0; i < 20; i++) {
            try (var lease = sources.acquire(Grants.opaque("b3BhcXVl"), PartnerTls.NONE)) {
                Taken.unavailable(lease.source());
            }
        }
        assertThat(edge.requests()).hasSize(1);

        clock.advance(Duration.ofMinutes(10));

        assertThat(Taken.value(Grants.source(sources, Grants.opaque("b3BhcXVl"))))
                .isEqualTo("one");
    }

    private static TokenGrant ofScope(String opaque, String scope) {
        return new TokenGrant(
                Grants.ENDPOINT, new OpaqueBasic(Secret.of(opaque)), Grants.scope(scope), TokenPolicy.STANDARD);
    }

    private static FetchOutcome read(int status, String body, HttpHeader... headers) {
        var answer = new Answered(status, List.of(headers), Body.utf8(body.replace('\'', '"')));
        return status == 200 ? TokenAnswer.read(answer, RULES) : TokenRefusal.read(answer, RULES, NOW);
    }

    private static AnswerRules rules(String secret) {
        var credential = new ClientIdAndSecret("me", Secret.of(secret));
        var url = HttpsUrl.parse("https://partner.example/token");
        var grant = new TokenGrant(url, credential, TokenParameters.NONE, TokenPolicy.STANDARD);
        return new AnswerRules(grant, new ClientSecrets(credential, SecretFiles.NONE), 0);
    }
}
