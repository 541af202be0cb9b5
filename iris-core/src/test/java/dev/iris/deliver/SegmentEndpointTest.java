package dev.iris.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsResult;
import dev.iris.http.Outbound;
import dev.iris.model.Authentication.OAuth2;
import dev.iris.model.Destination;
import dev.iris.model.SecretFiles;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an answer of the segment endpoint says of the token. */
class SegmentEndpointTest {
    private final SegmentEndpoint endpoint = new SegmentEndpoint(
            new Outbound(new FakePartner(), "Iris", SecretFiles.NONE), InstantSource.fixed(Instant.EPOCH));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bearer error=\"invalid_token\"",
                "Bearer realm=\"x\"",
                "bearer ERROR=invalid_token",
                "Basic realm=\"x\"",
                "''",
                "Basic realm=\"x\", Bearer error=\"invalid_token\"",
                "\"malformed"
            })
    void a401OfAnyKindRenewsTheToken(String challenge) {
        assertThat(renews(401, Set.of(401), challenge)).isTrue();
    }

    @Test
    void a401WithoutAChallengeRenewsTheToken() {
        assertThat(renews(401, Set.of(401))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"400", "403", "404", "407", "500", "503"})
    void anotherStatusRenewsNothing(int status) {
        assertThat(renews(status, Set.of(401), "Bearer error=\"invalid_request\""))
                .isFalse();
        assertThat(renews(status, Set.of(401))).isFalse();
    }

    @Test
    void anotherStatusRenewsTheTokenIfTheDestinationSaysSo() {
        assertThat(renews(403, Set.of(401, 403))).isTrue();
        assertThat(renews(401, Set.of(403))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"401", "403"})
    void aScopeThatIsMissingIsNotHadWithAnotherToken(int status) {
        var outcome = outcome(
                status, Set.of(401, 403), "Basic realm=x", "BEARER realm=\"a, b\", error=\"insufficient_scope\"");

        assertThat(outcome)
                .isEqualTo(new AttemptOutcome.Refused(status, "insufficient_scope", AttemptOutcome.Blame.DOUBTFUL));
        assertThat(outcome.reason().detail()).isEqualTo("status " + status + ", error insufficient_scope");
        assertThat(outcome.retryCanHelp()).isFalse();
    }

    @Test
    void aPartnersOddWordsAreNotRepeated() {
        assertThat(outcome(403, Set.of(401), "Bearer error=\"<script>\"")
                        .reason()
                        .detail())
                .isEqualTo("status 403");
    }

    private boolean renews(int status, Set<Integer> renewOn, String... challenges) {
        return outcome(status, renewOn, challenges) instanceof AttemptOutcome.Unauthorised;
    }

    private AttemptOutcome outcome(int status, Set<Integer> renewOn, String... challenges) {
        var headers = Stream.of(challenges)
                .map(challenge -> new HttpHeader("WWW-Authenticate", challenge))
                .toArray(HttpHeader[]::new);
        HttpsResult answer = FakePartner.answer(status, headers);
        return endpoint.outcome(answer, destination(renewOn));
    }

    private static Destination destination(Set<Integer> renewOn) {
        var d = World.destination(1, "12345", List.of(), 1);
        var grant = ((OAuth2) d.authentication()).grant();
        return new Destination(
                d.number(),
                d.id(),
                d.name(),
                d.clientId(),
                d.userDpid(),
                d.endpoint(),
                d.method(),
                new OAuth2(grant, renewOn),
                d.tls(),
                d.aggregation(),
                d.delivery(),
                d.mappings(),
                d.mappingEpoch(),
                d.paused());
    }
}
