package dev.iris.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.cli.bench.Audience.Membership;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private final Audience audience = new Audience(7, SegmentPair.SAMPLE);
    private final Slice slice = new Slice(0, 1, 3);
    private final Samples samples = new Samples();
    private final Map<String, Membership> states = new HashMap<>();

    @Test
    void nothingIsLostWhenThePartnerHoldsTheLastStateOfEachDevice() {
        tellFourEventsAndASample();

        assertThat(judge()).isEqualTo(new Judgement(0, 0));
        assertThat(judge().fault()).isEmpty();
    }

    @Test
    void anOlderStateIsALoss() {
        tellFourEventsAndASample();
        states.put(audience.pooled(0), Membership.after(1));

        assertThat(judge()).isEqualTo(new Judgement(1, 0));
    }

    @Test
    void anUnknownDeviceIsALossAndOneTooManyIsInvented() {
        tellFourEventsAndASample();
        states.remove(audience.sampled(0));
        assertThat(judge().fault())
                .hasValueSatisfying(fault -> assertThat(fault).contains("1 devices lost"));

        states.put(audience.sampled(0), Membership.after(1));
        states.put(audience.pooled(99), Membership.after(1));
        assertThat(judge()).isEqualTo(new Judgement(0, 1));
    }

    @Test
    void aDeviceGoesThroughItsFourStatesAndBeginsAgain() {
        assertThat(List.of(1, 2, 3, 4, 5))
                .extracting(Membership::after)
                .containsExactly(
                        new Membership(true, false),
                        new Membership(true, true),
                        new Membership(false, true),
                        new Membership(false, false),
                        new Membership(true, false));
    }

    private void tellFourEventsAndASample() {
        for (int i = 0; i < 4; i++) {
            slice.next();
        }
        samples.accepted(samples.add(1), 2);
        states.put(audience.pooled(0), Membership.after(2));
        states.put(audience.pooled(1), Membership.after(1));
        states.put(audience.pooled(2), Membership.after(1));
        states.put(audience.sampled(0), Membership.after(1));
    }

    private Judgement judge() {
        return Judgement.of(audience, List.of(slice), samples, new PartnerAccount(5, 0, states, Map.of()));
    }
}
