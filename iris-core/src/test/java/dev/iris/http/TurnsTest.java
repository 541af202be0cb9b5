package dev.iris.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.model.Ticker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Duration LONGER_THAN_ANYBODY_IS_PATIENT = Duration.ofSeconds(2);

    private final AtomicLong nanos = new AtomicLong();
    private final Ticker clock = nanos::get;

    @Test
    void theFirstConnectsAtOnceAndNobodyBesidesIt() throws InterruptedException {
        assertThat(begunAtOnce(turns(10))).isEqualTo(1);
    }

    @Test
    void connectionsThatAreFreeAreUsedAtOnce() throws InterruptedException {
        var turns = turns(10);
        open(turns, 3);

        assertThat(begunAtOnce(turns)).isEqualTo(3);
    }

    @Test
    void whoWaitedInVainForAFreeConnectionConnectsAndAtMostAsManyAsThereAre() throws InterruptedException {
        var turns = turns(10);
        assertThat(begunInTime(turns)).isEqualTo(2);

        open(turns, 1);
        assertThat(begunInTime(turns)).isEqualTo(1);
        open(turns, 2);
        assertThat(begunInTime(turns)).isEqualTo(3);
        open(turns, 3);
        assertThat(begunInTime(turns)).isEqualTo(4);
    }

    @Test
    void theSlowerConnectionsAreMadeTheLongerAFreeOneIsWaitedFor() throws InterruptedException {
        var turns = turns(10);
        begunAtOnce(turns);
        pass(Duration.ofMillis(400));
        open(turns, 1);

        assertThat(turns.begin(deadlineThatIsOverAfter(Duration.ofMillis(390)))).isFalse();
        assertThat(turns.begin(deadlineThatIsOverAfter(Duration.ofMillis(410)))).isTrue();
    }

    @Test
    void aTurnThatEndsIsTheNexts() throws InterruptedException {
        var turns = turns(2);
        open(turns, 2);
        begunAtOnce(turns);

        turns.end();

        assertThat(begunAtOnce(turns)).isEqualTo(1);
    }

    @Test
    void whoWaitsIsWokenByATurnThatEnds() throws InterruptedException {
        var turns = turns(1);
        begunAtOnce(turns);
        var begun = new CountDownLatch(1);
        Thread.startVirtualThread(() -> {
            try {
                if (turns.begin(Deadline.in(Duration.ofMinutes(1), clock))) {
                    begun.countDown();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        turns.end();

        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whereRequestsMayShareTheFirstConnectsAlone() throws InterruptedException {
        var turns = new Turns(10, true, clock);
        assertThat(begunInTime(turns)).isEqualTo(1);

        turns.opened(true);

        assertThat(begunAtOnce(turns)).isEqualTo(9);
    }

    @Test
    void whoFailsToConnectMakesWayForTheNext() throws InterruptedException {
        var turns = new Turns(10, true, clock);
        begunAtOnce(turns);

        turns.end();

        assertThat(begunAtOnce(turns)).isEqualTo(1);
    }

    @Test
    void aPartnerThatTurnsOutNotToShareGetsConnectionsAsTheyAreMade() throws InterruptedException {
        var turns = new Turns(10, true, clock);
        begunAtOnce(turns);

        turns.opened(false);

        assertThat(begunInTime(turns)).isEqualTo(2);
    }

    @Test
    void whenConnectionsEndThereAreFewerTurns() throws InterruptedException {
        var turns = turns(10);
        open(turns, 4);
        assertThat(begunAtOnce(turns)).isEqualTo(4);

        for (int i = 0; i < 4; i++) {
            turns.closed(false);
        }
        turns.end();
        turns.end();
        assertThat(begunInTime(turns)).isZero();

        turns.end();
        assertThat(begunInTime(turns)).isEqualTo(1);
        assertThat(turns.hasConnections()).isFalse();
    }

    private Turns turns(int most) {
        return new Turns(most, false, clock);
    }

    private static void open(Turns turns, int connections) {
        for (int i = 0; i < connections; i++) {
            turns.opened(false);
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Begins as many as there are for whoever does not wait. */
    private int begunAtOnce(Turns turns) throws InterruptedException {
        int begun = 0;
        while (turns.begin(Deadline.in(Duration.ZERO, clock))) {
            begun++;
        }
        return begun;
    }

    /** Begins as many as there are for whoever waits. */
    private int begunInTime(Turns turns) throws InterruptedException {
        int begun = 0;
        while (turns.begin(deadlineThatIsOverAfter(LONGER_THAN_ANYBODY_IS_PATIENT))) {
            begun++;
        }
        return begun;
    }

    /** A deadline by a clock that is there as soon as somebody looks how much is left, so that nobody waits in earnest. */
    private Deadline deadlineThatIsOverAfter(Duration wait) {
        long end = nanos.get() + wait.toNanos();
        Ticker leaping = () -> {
            boolean isThere = nanos.getAndSet(end) == end;
            return isThere ? end : end - 1;
        };
        return new Deadline(leaping, end);
    }
}
