package dev.iris.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.Outbound;
import dev.iris.model.Catalog;
import dev.iris.model.DestinationNumber;
import dev.iris.model.SecretFiles;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExperienceTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final AttemptOutcome REJECTED = new AttemptOutcome.Unauthorised(401);

    private final Experience experience =
            new Experience(new DestinationNumber(1), kit(), new Tally(() -> 0), new Rest(time -> {}));

    @Test
    void aRejectedTokenParks() {
        experience.failed(REJECTED, departure(), 1, false);

        assertThat(experience.parking().find()).isPresent();
    }

    @Test
    void aLateRejectionDoesNotParkAPartnerThatTookWhatDepartedAfterIt() {
        var early = departure();
        experience.accepted(1, departure().moment(), 1, 32, true);

        experience.failed(REJECTED, early, 1, false);

        assertThat(experience.parking().find()).isEmpty();
    }

    @Test
    void aLateRejectionDoesNotHoldUpWhatAnOperatorWantsTriedAnew() {
        experience.failed(REJECTED, departure(), 1, false);
        var early = departure();
        experience.retryNow();

        experience.failed(REJECTED, early, 1, false);

        assertThat(experience.parking().ask()).isInstanceOf(Circuit.Permission.Probe.class);
    }

    private Departure departure() {
        return new Departure(0, experience.acceptance().moment());
    }

    private static CourierKit kit() {
        var outbound = new Outbound(new FakePartner(), "Iris", SecretFiles.NONE);
        return new CourierKit(
                new FakeOutbox(),
                () -> Catalog.EMPTY,
                new SegmentEndpoint(outbound, CLOCK),
                new ReadyFormats(),
                CLOCK,
                () -> 0,
                time -> {},
                new Random(1));
    }
}
