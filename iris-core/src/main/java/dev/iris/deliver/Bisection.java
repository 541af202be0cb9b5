package dev.iris.deliver;

import dev.iris.deliver.AttemptOutcome.Blame;
import dev.iris.deliver.AttemptOutcome.Delivered;
import dev.iris.deliver.AttemptOutcome.Refused;
import dev.iris.model.Ticker;
import dev.iris.model.UserEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends the entries of a message, and when the partner does not take one of them, by halves until that one is alone. Of a refused
 * message whose first half is taken the second half is known to be refused, and is halved without being sent: one bad entry among n
 * costs at most 2·⌈log2 n⌉ messages more. Confined to one parcel.
 */
final class Bisection {
    private final Sending sending;
    private final Acceptance acceptance;
    private final Ticker ticker;
    private final BooleanSupplier stops;
    private final List<UserEntry> accepted = new ArrayList<>();
    private final List<RefusedEntry> refused = new ArrayList<>();
    private @Nullable AttemptOutcome end;

    /** Sends one message. */
    @FunctionalInterface
    interface Sending {
        AttemptOutcome send(List<UserEntry> users) throws InterruptedException;
    }

    /**
     * An entry that was refused alone.
     *
     * @param sentAt when the first refused message with it was sent
     * @param refusedAt when that was refused
     */
    record RefusedEntry(UserEntry entry, Refused outcome, long sentAt, long refusedAt) {}

    /** The first refusal of a message whose entries are looked at. */
    private record First(long sentAt, long refusedAt) {}

    /** @param stops whether no more is to be sent in search of an entry */
    Bisection(Sending sending, Acceptance acceptance, Ticker ticker, BooleanSupplier stops) {
        this.sending = sending;
        this.acceptance = acceptance;
        this.ticker = ticker;
        this.stops = stops;
    }

    /** Sends a message; nothing is sent once one has ended otherwise than taken or refused for an entry. */
    void send(List<UserEntry> users) throws InterruptedException {
        send(users, null);
    }

    List<UserEntry> accepted() {
        return accepted;
    }

    List<RefusedEntry> refused() {
        return refused;
    }

    /** What ended it before everything was sent; null when nothing did. */
    @Nullable
    AttemptOutcome end() {
        return end;
    }

    /** Says whether all of them were taken. */
    private boolean send(List<UserEntry> users, @Nullable First first) throws InterruptedException {
        if (end != null) {
            return false;
        }
        long sentAt = ticker.nanos();
        var outcome = sending.send(users);
        if (outcome instanceof Delivered) {
            accepted.addAll(users);
            return true;
        }
        if (outcome instanceof Refused refusal && blamesEntry(refusal, first == null ? sentAt : first.sentAt())) {
            divide(users, refusal, first == null ? new First(sentAt, ticker.nanos()) : first);
        } else {
            end = outcome;
        }
        return false;
    }

    private void divide(List<UserEntry> users, Refused refusal, First first) throws InterruptedException {
        if (users.size() == 1) {
            refused.add(new RefusedEntry(users.getFirst(), refusal, first.sentAt(), first.refusedAt()));
            return;
        }
        if (stops.getAsBoolean()) {
            end = refusal;
            return;
        }
        int half = users.size() / 2;
        var second = users.subList(half, users.size());
        boolean firstTaken = send(users.subList(0, half), first);
        if (firstTaken && second.size() > 1) {
            divide(second, refusal, first);
        } else {
            send(second, first);
        }
    }

    private boolean blamesEntry(Refused refusal, long sentAt) {
        return switch (refusal.blame()) {
            case ENTRY -> true;
            case DOUBTFUL -> acceptance.tookOneAfter(sentAt);
            case DESTINATION -> false;
        };
    }

    /** Whether a refusal ended it that is the destination's fault. */
    boolean blamesDestination() {
        return end instanceof Refused refusal && refusal.blame() != Blame.ENTRY;
    }
}
