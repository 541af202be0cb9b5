package dev.iris.oauth;

import static dev.iris.oauth.Taken.awaitNoneUnderWay;
import static dev.iris.oauth.Taken.granted;
import static dev.iris.oauth.Taken.refused;
import static dev.iris.oauth.Taken.unavailable;
import static dev.iris.oauth.Taken.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.HttpsRequest;
import dev.iris.model.ClientCredential.Placement;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.SecretUnreadableException;
import dev.iris.observe.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which secret is sent when. */
class TokenFetchTest {
    private static final String INVALID_CLIENT = "{\"error\":\"invalid_client\"}";

    private final ScriptedEdge edge = new ScriptedEdge();
    private final TestClock clock = new TestClock();
    private final Map<String, String> files = new HashMap<>();

    @Test
    void theNewerSecretIsTriedFirstAndTheOlderOnceIfItIsRefused() throws Exception {
        edge.thenAnswer(401, INVALID_CLIENT).thenGrant("one");

        assertThat(value(rotating())).isEqualTo("one");
        assertThat(secretsSent()).containsExactly("new", "old");
    }

    @Test
    void theSecretThatWorkedIsTriedFirstFromThenOn() throws Exception {
        edge.thenAnswer(401, INVALID_CLIENT).thenGrant("one").thenGrant("two");
        var source = rotating();
        granted(source);
        source.renew();

        assertThat(value(source)).isEqualTo("two");
        assertThat(secretsSent()).containsExactly("new", "old", "old");
    }

    @Test
    void whenThePartnerDropsTheOlderSecretTheNewerOneIsFound() throws Exception {
        edge.thenAnswer(401, INVALID_CLIENT)
                .thenGrant("one")
                .thenAnswer(401, "")
                .thenGrant("two");
        var source = rotating();
        granted(source);
        source.renew();

        assertThat(value(source)).isEqualTo("two");
        assertThat(secretsSent()).containsExactly("new", "old", "old", "new");
    }

    @Test
    void twoSecretsThatAreBothRefusedAreEachSentOnce() throws Exception {
        edge.thenAnswer(401, INVALID_CLIENT).thenAnswer(400, INVALID_CLIENT);
        var source = rotating();

        for (int i = 0; i < 5; i++) {
            assertThat(refused(source).reason().code()).isEqualTo(ReasonCode.CREDENTIAL_REFUSED);
        }
        assertThat(secretsSent()).containsExactly("new", "old");
    }

    @Test
    void theHeldTokenStaysInUseWhileBothSecretsAreRefused() throws Exception {
        edge.thenGrant("one", 100).thenAnswer(401, "").thenAnswer(401, "");
        var source = rotating();
        granted(source);
        clock.advance(Duration.ofSeconds(60));

        assertThat(value(source)).isEqualTo("one");
        awaitNoneUnderWay(source);
        assertThat(secretsSent()).containsExactly("new", "new", "old");
        assertThat(value(source)).isEqualTo("one");
    }

    @ParameterizedTest
    @CsvSource({"503", "429", "500", "404", "302"})
    void anotherFailureThanARefusedCredentialCostsTheOtherSecretNothing(int status) throws Exception {
        edge.thenAnswer(status, "");
        rotating().take(Taken.LONG);

        assertThat(secretsSent()).containsExactly("new");
    }

    @Test
    void aSecretInAFileIsReadAnewForEveryRequest() throws Exception {
        files.put("secret", "first");
        edge.thenGrant("one").thenGrant("two");
        var source = inFiles("secret");
        granted(source);
        files.put("secret", "second");
        source.reject(granted(source));
        granted(source);

        assertThat(secretsSent()).containsExactly("first", "second");
    }

    @Test
    void aRefusedSecretThatIsReplacedInItsFileIsSentAtOnce() throws Exception {
        files.put("secret", "wrong");
        edge.thenAnswer(401, INVALID_CLIENT).thenGrant("one");
        var source = inFiles("secret");
        refused(source);
        refused(source);
        assertThat(edge.requests()).hasSize(1);

        files.put("secret", "right");
        assertThat(value(source)).isEqualTo("one");
        assertThat(secretsSent()).containsExactly("wrong", "right");
    }

    @Test
    void whenAFileIsReplacedTheNewerSecretIsTriedFirstAgain() throws Exception {
        files.put("newer", "wrong");
        files.put("older", "old");
        edge.thenAnswer(401, INVALID_CLIENT).thenGrant("one").thenGrant("two");
        var source = inFiles("newer", "older");
        var held = granted(source);

        files.put("newer", "right");
        source.reject(held);
        granted(source);

        assertThat(secretsSent()).containsExactly("wrong", "old", "right");
    }

    @Test
    void aSecretThatCannotBeReadIsNoRequestAndIsFoundOnceItCan() throws Exception {
        edge.thenGrant("one");
        var source = inFiles("secret");
        assertThat(unavailable(source).reason().code()).isEqualTo(ReasonCode.SECRET_UNREADABLE);
        assertThat(edge.requests()).isEmpty();

        files.put("secret", "here");
        assertThat(value(source)).isEqualTo("one");
    }

    @Test
    void allOfARequestHasTenSeconds() throws Exception {
        edge.thenGrant("one");
        granted(rotating());

        assertThat(edge.requests().getFirst().timeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void theSecondSecretHasWhatTheFirstLeftOfTheTenSeconds() throws Exception {
        edge.taking(() -> clock.advance(Duration.ofSeconds(7)))
                .thenAnswer(401, "")
                .thenGrant("one");
        granted(rotating());

        assertThat(edge.requests())
                .extracting(HttpsRequest::timeout)
                .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(3));
    }

    @Test
    void aRefusalThatTookAllTheTimeIsNotFollowedByTheOtherSecret() throws Exception {
        edge.taking(() -> clock.advance(Duration.ofSeconds(11))).thenAnswer(401, "");
        refused(rotating());

        assertThat(secretsSent()).containsExactly("new");
    }

    @Test
    void a401OfTheTokenEndpointRenewsNothing() throws Exception {
        edge.thenGrant("one").thenAnswer(401, "Bearer error=invalid_token");
        var source = Grants.source(edge, clock, Grants.opaque("b3BhcXVl"));
        source.reject(granted(source));

        refused(source);
        refused(source);
        assertThat(edge.requests()).hasSize(2);
        assertThat(source.status().figures().renewals()).isEqualTo(1);
    }

    private TokenSource rotating() {
        return Grants.source(edge, clock, Grants.of(Grants.secrets(Placement.POST, "new", "old")));
    }

    private TokenSource inFiles(String... names) {
        SecretFiles read = name -> {
            var text = files.get(name);
            if (text == null) {
                throw new SecretUnreadableException("the file " + name + " is missing");
            }
            return Secret.of(text);
        };
        return Grants.source(Grants.sources(edge, clock, read), Grants.of(Grants.inFiles(names)));
    }

    private List<String> secretsSent() {
        return edge.requests().stream()
                .map(request -> new String(request.body().bytes(), StandardCharsets.UTF_8))
                .map(body -> body.replaceAll(".*client_secret=([a-z]+).*", "$1"))
                .toList();
    }
}
