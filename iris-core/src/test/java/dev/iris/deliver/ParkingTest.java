package dev.iris.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.deliver.Circuit.Permission;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ParkingTest {
    private static final Reason REJECTED = new Reason(ReasonCode.UNEXPECTED_STATUS, "status 401 to a fresh token");
    private static final Reason REFUSED = new Reason(ReasonCode.CREDENTIAL_REFUSED, "status 401");

    private final AtomicLong nanos = new AtomicLong();
    private final Parking parking = new Parking(nanos::get);

    @Test
    void probesComeAfterGrowingTimesUpToAnHour() {
        for (var minutes : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
            parking.park(REJECTED);
            assertThat(parking.ask()).isEqualTo(new Permission.Wait(Duration.ofMinutes(minutes)));
            nanos.addAndGet(Duration.ofMinutes(minutes).toNanos());
            assertThat(parking.ask()).isEqualTo(new Permission.Probe());
        }
    }

    @Test
    void manyRejectionsAtOnceAreOne() {
        for (int i = 0; i < 20; i++) {
            parking.park(REJECTED);
        }
        assertThat(parking.ask()).isEqualTo(new Permission.Wait(Duration.ofMinutes(1)));
    }

    @Test
    void aMessageThatIsTakenEndsItAndStartsTheTimesAnew() {
        parking.park(REJECTED);
        parking.unpark();
        assertThat(parking.find()).isEmpty();
        assertThat(parking.ask()).isEqualTo(new Permission.Flow());

        parking.park(REJECTED);
        assertThat(parking.ask()).isEqualTo(new Permission.Wait(Duration.ofMinutes(1)));
    }

    @Test
    void theTokenEngineProbesForARefusedCredential() {
        parking.parkByTokens(REFUSED);

        assertThat(parking.find()).contains(REFUSED);
        assertThat(parking.ask()).isEqualTo(new Permission.Flow());
        parking.tokenCame();
        assertThat(parking.find()).isEmpty();
    }

    @Test
    void aTokenEndsNoParkingThatFreshTokensWereRejectedFor() {
        parking.park(REJECTED);
        parking.parkByTokens(REFUSED);
        parking.tokenCame();

        assertThat(parking.find()).contains(REJECTED);
    }

    @Test
    void retryNowMakesTheNextMessageAProbe() {
        parking.park(REJECTED);
        parking.retryNow();

        assertThat(parking.ask()).isEqualTo(new Permission.Probe());
        assertThat(parking.find()).contains(REJECTED);
    }
}
