package dev.iris.server.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GivingWayTest {
    private static final Duration CHUNK = Duration.ofMillis(8);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final List<Duration> rests = new ArrayList<>();
    private final LiveTraffic traffic = new LiveTraffic(nanos::get);
    private final GivingWay intake =
            new GivingWay(events -> nanos.addAndGet(CHUNK.toNanos()), traffic, nanos::get, rests::add);

    @Test
    void withoutLiveEventsNothingIsWaitedFor() {
        intake.accept(List.of());

        assertThat(rests).isEmpty();
    }

    @Test
    void whileLiveEventsComeItRestsAsLongAsItWorked() {
        traffic.came();
        intake.accept(List.of());
        intake.accept(List.of());

        assertThat(rests).containsExactly(CHUNK, CHUNK);
    }

    @Test
    void aSecondAfterTheLastOfThemItWorksOn() {
        traffic.came();
        nanos.addAndGet(Duration.ofSeconds(1).minus(CHUNK).toNanos());
        intake.accept(List.of());

        assertThat(rests).isEmpty();
    }
}
