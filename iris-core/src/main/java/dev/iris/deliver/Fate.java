package dev.iris.deliver;

import dev.iris.deliver.Bisection.RefusedEntry;
import dev.iris.engine.DeadLetter;
import dev.iris.engine.Settlement;
import dev.iris.model.DeviceId;
import dev.iris.model.UserEntry;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What became of the entries of one device in flight.
 *
 * @param accepted entries that the partner took
 * @param refused entries that it refused alone
 */
record Fate(DeviceEntries entries, List<UserEntry> accepted, List<RefusedEntry> refused) {
    /** The fate of a device among what was sent. */
    static Fate of(DeviceEntries entries, Collection<UserEntry> accepted, Collection<RefusedEntry> refused) {
        return new Fate(
                entries,
                entries.entries().stream().filter(accepted::contains).toList(),
                refused.stream()
                        .filter(one -> entries.entries().contains(one.entry()))
                        .toList());
    }

    /** The partner took all of it. */
    static Fate taken(DeviceEntries entries) {
        return new Fate(entries, entries.entries(), List.of());
    }

    DeviceId device() {
        return entries.device();
    }

    /** Whether each of its entries was taken or refused alone. */
    boolean isDecided() {
        return accepted.size() + refused.size() == entries.entries().size();
    }

    /** Whether all of them were taken. */
    boolean isTaken() {
        return accepted.size() == entries.entries().size();
    }

    /** The end of the device's flight; what was refused becomes dead letters. */
    Settlement settlement(Instant now) {
        return entries.settlement(
                accepted, refused.stream().map(one -> letter(one, now)).toList());
    }

    /** The end of a flight that never began: all entries become dead letters. */
    static Settlement tooOld(DeviceEntries entries, Instant now) {
        var reason = Reason.of(ReasonCode.TOO_OLD);
        return entries.settlement(
                List.of(),
                entries.entries().stream()
                        .map(entry -> new DeadLetter(entry, reason, entries.dueSince(), now))
                        .toList());
    }

    private DeadLetter letter(RefusedEntry one, Instant now) {
        var reason = new Reason(ReasonCode.ENTRY_REFUSED, one.outcome().reason().detail());
        return new DeadLetter(one.entry(), reason, entries.dueSince(), now);
    }
}
