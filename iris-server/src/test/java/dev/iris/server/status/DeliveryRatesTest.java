package dev.iris.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.model.DestinationNumber;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveryRatesTest {
    private static final DestinationNumber ONE = new DestinationNumber(1);
    private static final DestinationNumber OTHER = new DestinationNumber(2);
    private static final Instant START = Instant.parse("2026-11-23T16:20:00Z");

    private final DeliveryRates rates = new DeliveryRates();

    @Test
    void oneLookTellsNoRate() {
        assertThat(rates.find(ONE)).isEmpty();
        note(0, 100);
        assertThat(rates.find(ONE)).isEmpty();
    }

    @Test
    void theRateIsThatOfTheLastMinute() {
        note(0, 0);
        note(5, 50);
        assertThat(rates.find(ONE)).contains(10.0);
        note(60, 60);
        assertThat(rates.find(ONE)).contains(1.0);
        note(65, 120);
        assertThat(rates.find(ONE)).contains(70.0 / 60);
    }

    @Test
    void nothingDeliveredTellsNoRate() {
        note(0, 7);
        note(30, 7);
        assertThat(rates.find(ONE)).isEmpty();
    }

    @Test
    void aPauseOfTheLooksBeginsAnew() {
        note(0, 0);
        note(5, 50);
        note(600, 80);
        assertThat(rates.find(ONE)).isEmpty();
    }

    @Test
    void aCounterThatFellBeginsAnew() {
        note(0, 1_000);
        note(5, 0);
        assertThat(rates.find(ONE)).isEmpty();
        note(10, 10);
        assertThat(rates.find(ONE)).contains(2.0);
    }

    @Test
    void manyLooksInOneSecondAreOne() {
        note(0, 0);
        rates.note(ONE, 900, START.plusMillis(999));
        assertThat(rates.find(ONE)).isEmpty();
    }

    @Test
    void aDestinationThatIsGoneIsForgotten() {
        note(0, 0);
        note(5, 50);
        rates.note(OTHER, 0, START);
        rates.retain(Set.of(OTHER));
        assertThat(rates.find(ONE)).isEmpty();
    }

    private void note(int second, long delivered) {
        rates.note(ONE, delivered, START.plusSeconds(second));
    }
}
