package dev.iris.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.oauth.FetchOutcome.Standing;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchPacingTest {
    private final FetchPacing pacing = new FetchPacing(Grants.HIGHEST);

    @ParameterizedTest
    @CsvSource({"7, 60", "60, 60", "3600, 3600"})
    void aRefusedCredentialIsProbedAfterAMinuteOrTheLongerWaitThatIsAskedFor(int asked, int waited) {
        var refusal = new Standing(new Reason(ReasonCode.CREDENTIAL_REFUSED, "status 401"), Duration.ofSeconds(asked));

        assertThat(pacing.failed(refusal, 0).left(0)).isEqualTo(Duration.ofSeconds(waited));
    }
}
