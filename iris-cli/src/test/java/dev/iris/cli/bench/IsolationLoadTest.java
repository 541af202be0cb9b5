package dev.iris.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.partner.FaultScript;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IsolationLoadTest {
    @Test
    void itSaysAtTheStartHowLongItTakes() {
        var load = new Load(1, Duration.ofSeconds(30), 10, 32);

        assertThat(IsolationRun.length(new IsolationLoad(load, 5, 100, 20, Trouble.MIXED, 500)))
                .isEqualTo(
                        "11 runs of 30.0 s each, the first 10.0 s of it a warm-up: 330.0 s and the starts and ends of"
                                + " a server each, at most 1320.0 s more to drain");
    }

    @ParameterizedTest
    @EnumSource
    void everyWayOfBeingBadIsAScriptThatThePartnerTakes(Misbehaviour way) throws Exception {
        assertThat(FaultScript.parse(way.script().getBytes(UTF_8)).steps()).hasSize(1);
    }
}
