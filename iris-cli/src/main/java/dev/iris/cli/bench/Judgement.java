package dev.iris.cli.bench;

import java.util.List;
import java.util.Optional;

/**
 * The comparison of what the server accepted with what the partner knows.
 *
 * @param lost devices of which the partner does not hold the last state accepted
 * @param invented devices that the partner knows and nobody spoke of
 */
record Judgement(long lost, long invented) {
    /** Nothing wrong. */
    static final Judgement RIGHT = new Judgement(0, 0);

    Judgement plus(Judgement other) {
        return new Judgement(lost + other.lost, invented + other.invented);
    }

    static Judgement of(Audience audience, List<Slice> slices, Samples samples, PartnerAccount account) {
        long told = 0;
        long right = 0;
        for (var slice : slices) {
            for (int i = 0; i < slice.size() && slice.eventsOf(i) > 0; i++) {
                var expected = Audience.Membership.after(slice.eventsOf(i));
                told++;
                right += account.holds(audience.pooled(slice.deviceAt(i)), expected) ? 1 : 0;
            }
        }
        for (int i = 0; i < samples.size(); i++) {
            told++;
            right += account.holds(audience.sampled(i), Audience.Membership.after(1)) ? 1 : 0;
        }
        return new Judgement(told - right, Math.max(0, account.devices() - told));
    }

    /** What is wrong, in a sentence. */
    Optional<String> fault() {
        return lost == 0 && invented == 0
                ? Optional.empty()
                : Optional.of("the partner does not hold what was accepted: " + lost + " devices lost, " + invented
                        + " invented");
    }
}
