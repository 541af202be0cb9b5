package dev.iris.deliver;

import dev.iris.deliver.AttemptOutcome.Delivered;
import dev.iris.deliver.AttemptOutcome.Refused;
import dev.iris.model.UserEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the entries of a message, and when the partner does not take one of them, by halves until that one is alone. Of a refused
 * message whose first half is taken the second half is known to be refused, and is halved without being sent: one bad entry among n
 * costs at most 2·⌈log2 n⌉ messages more. Confined to one parcel.
 */
final class Bisection {
    private final Sending sending;
    private final Acceptance acceptance;
    private final Consumer<RefusedEntry> noting;
    private final BooleanSupplier stops;
    private final List<UserEntry> accepted = new ArrayList<>();
    private final List<RefusedEntry> refused = new ArrayList<>();
    private @Nullable AttemptOutcome end;
    private int refusedInARow;

    /** Sends one message. */
    @FunctionalInterface
    interface Sending {
        AttemptOutcome send(List<UserEntry> users) throws InterruptedException;
    }

    /**
     * An entry that was refused alone.
     *
     * @param refusedAt moment at which the first message with it was refused
     */
    record RefusedEntry(UserEntry entry, Refused outcome, long refusedAt) {}

    /**
     * @param noting is told of each entry that is refused alone, at once
     * @param stops whether no more is to be sent in search of an entry
     */
    Bisection(Sending sending, Acceptance acceptance, Consumer<RefusedEntry> noting, BooleanSupplier stops) {
        this.noting = noting;
        this.sending = sending;
        this.acceptance = acceptance;
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
    private boolean send(List<UserEntry> users, @Nullable Long refusedAt) throws InterruptedException {
        if (end != null || refusedInARow >= Suspects.MOST) {
            return false;
        }
        var outcome = sending.send(users);
        if (outcome instanceof Delivered) {
            accepted.addAll(users);
            refusedInARow = 0;
            return true;
        }
        if (outcome instanceof Refused refusal && blamesEntry(refusal)) {
            divide(users, refusal, refusedAt == null ? acceptance.moment() : refusedAt);
        } else {
            end = outcome;
        }
        return false;
    }

    private void divide(List<UserEntry> users, Refused refusal, long refusedAt) throws InterruptedException {
        if (users.size() == 1) {
            var entry = new RefusedEntry(users.getFirst(), refusal, refusedAt);
            refused.add(entry);
            refusedInARow++;
            noting.accept(entry);
            return;
        }
        if (stops.getAsBoolean()) {
            end = refusal;
            return;
        }
        int half = users.size() / 2;
        var second = users.subList(half, users.size());
        boolean firstTaken = send(users.subList(0, half), refusedAt);
        if (firstTaken && second.size() > 1) {
            divide(second, refusal, refusedAt);
        } else {
            send(second, refusedAt);
        }
    }

    private boolean blamesEntry(Refused refusal) {
        return switch (refusal.blame()) {
            case ENTRY -> true;
            case DOUBTFUL -> acceptance.isTrusted();
            case DESTINATION -> false;
        };
    }
}
