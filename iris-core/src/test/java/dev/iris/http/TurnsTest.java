package dev.iris.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Deadline NOW = Deadline.in(Duration.ZERO, () -> 0);

    @Test
    void connectionsGrowAsFastAsTheyAreMade() throws InterruptedException {
        var turns = new Turns(10, false);
        assertThat(begun(turns)).isEqualTo(2);

        turns.opened(false);
        assertThat(begun(turns)).isEqualTo(1);
        turns.opened(false);
        assertThat(begun(turns)).isEqualTo(1);
        turns.opened(false);
        assertThat(begun(turns)).isEqualTo(2);

        for (int i = 0; i < 7; i++) {
            turns.opened(false);
        }
        assertThat(begun(turns)).isEqualTo(4);
    }

    @Test
    void aTurnThatEndsIsTheNexts() throws InterruptedException {
        var turns = new Turns(2, false);
        begun(turns);

        turns.end();

        assertThat(begun(turns)).isEqualTo(1);
    }

    @Test
    void whereRequestsMayShareTheFirstConnectsAlone() throws InterruptedException {
        var turns = new Turns(10, true);
        assertThat(begun(turns)).isEqualTo(1);

        turns.opened(true);

        assertThat(begun(turns)).isEqualTo(9);
    }

    @Test
    void whoFailsToConnectMakesWayForTheNext() throws InterruptedException {
        var turns = new Turns(10, true);
        begun(turns);

        turns.end();

        assertThat(begun(turns)).isEqualTo(1);
    }

    @Test
    void aPartnerThatTurnsOutNotToShareGetsConnectionsAsTheyAreMade() throws InterruptedException {
        var turns = new Turns(10, true);
        begun(turns);

        turns.opened(false);

        assertThat(begun(turns)).isEqualTo(2);
    }

    @Test
    void whenConnectionsEndThereAreFewerTurns() throws InterruptedException {
        var turns = new Turns(10, false);
        turns.opened(false);
        turns.opened(false);
        assertThat(begun(turns)).isEqualTo(4);

        turns.closed(false);
        turns.closed(false);
        turns.end();
        turns.end();
        assertThat(begun(turns)).isZero();

        turns.end();
        assertThat(begun(turns)).isEqualTo(1);
        assertThat(turns.hasConnections()).isFalse();
    }

    /** Begins as many as there are. */
    private static int begun(Turns turns) throws InterruptedException {
        int begun = 0;
        while (turns.begin(NOW)) {
            begun++;
        }
        return begun;
    }
}
