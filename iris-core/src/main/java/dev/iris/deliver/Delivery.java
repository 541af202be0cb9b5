package dev.iris.deliver;

import dev.iris.deliver.Bisection.RefusedEntry;
import dev.iris.engine.Settlement;
import dev.iris.model.Destination;
import dev.iris.model.DeviceId;
import dev.iris.model.Message;
import dev.iris.model.UserEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One parcel's way to the partner, and the end of each device's flight: settled when its entries were taken or given up, held while a
 * refusal may mean either, released when they were not sent or failed. Confined to one thread.
 */
final class Delivery {
    private final Parcel parcel;
    private final Destination destination;
    private final Admission admission;
    private final Experience experience;
    private final CourierKit kit;
    private final Flights flights;
    private final BooleanSupplier stopping;
    private final Bisection bisection;
    private Departure last = new Departure(0, 0);

    /** @param stopping whether the courier is to end */
    Delivery(
            Parcel parcel,
            Destination destination,
            Admission admission,
            Experience experience,
            CourierKit kit,
            Flights flights,
            BooleanSupplier stopping) {
        this.parcel = parcel;
        this.destination = destination;
        this.admission = admission;
        this.experience = experience;
        this.kit = kit;
        this.flights = flights;
        this.stopping = stopping;
        this.bisection = new Bisection(
                this::send,
                experience.acceptance(),
                this::note,
                () -> experience.parking().find().isPresent());
    }

    /** Sends the parcel's messages one after the other, until one fails, and ends the flights. */
    void run() throws InterruptedException {
        for (var users : parcel.messages(destination.maxUsers())) {
            bisection.send(users);
        }
        var end = bisection.end();
        if (end != null) {
            fail(end);
        }
        land(end);
    }

    private AttemptOutcome send(List<UserEntry> users) throws InterruptedException {
        long sent = experience.acceptance().moment();
        last = new Departure(kit.ticker().nanos(), sent);
        var outcome = new Dispatch(destination, admission, experience.tally().attempts(), kit, stopping)
                .deliver(message(users));
        if (outcome instanceof AttemptOutcome.Delivered) {
            boolean isFull = users.size() + parcel.mostEntriesOfADevice() > destination.maxUsers();
            experience.accepted(
                    users.size(), sent, flights.count(), destination.delivery().maxConcurrency(), isFull);
            settle(experience.suspects().convict(sent));
        }
        return outcome;
    }

    private void fail(AttemptOutcome end) {
        int users = parcel.devices().stream()
                        .mapToInt(device -> device.entries().size())
                        .sum()
                - bisection.accepted().size()
                - bisection.refused().size();
        experience.tally().failed(users, end.reason());
        boolean isLoner = parcel.devices().size() == 1
                && experience.failures().isLoner(parcel.devices().getFirst().device());
        experience.failed(end, last, flights.count(), isLoner);
    }

    private void land(@Nullable AttemptOutcome end) {
        if (end == null && bisection.refused().isEmpty()) {
            settle(parcel.devices().stream().map(Fate::taken).toList());
            return;
        }
        var accepted = new HashSet<>(bisection.accepted());
        var settled = new ArrayList<Fate>();
        var released = new ArrayList<DeviceId>();
        for (var device : parcel.devices()) {
            var fate = Fate.of(device, accepted, bisection.refused());
            if (!fate.isDecided()) {
                released.add(fate.device());
            } else if (fate.isTaken()) {
                settled.add(fate);
            } else {
                judge(fate, settled);
            }
        }
        settle(settled);
        release(released, end);
    }

    private void judge(Fate fate, List<Fate> settled) {
        switch (experience.suspects().judge(fate, experience.acceptance())) {
            case GIVE_UP -> settled.add(fate);
            case HOLD -> {
                var rest = restAfterFailure(List.of(fate.device()));
                Thread.startVirtualThread(() -> tryAgainAfter(rest, fate.device()));
            }
            case SEND_AGAIN ->
                release(List.of(fate.device()), fate.refused().getLast().outcome());
        }
    }

    /** An entry was refused alone: perhaps it is the partner that refuses everything. */
    private void note(RefusedEntry refused) {
        experience.tally().failed(1, refused.outcome().reason());
        if (experience.refusesEverything(refused)) {
            release(experience.suspects().letAllGo(), refused.outcome());
        }
    }

    /** Nothing was taken meanwhile: the entry is sent again. */
    private void tryAgainAfter(Duration rest, DeviceId device) {
        try {
            kit.sleeper().sleep(rest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (experience.suspects().letGo(device)) {
            kit.outbox().release(experience.number(), List.of(device), Duration.ZERO);
        }
    }

    private void settle(List<Fate> fates) {
        if (fates.isEmpty()) {
            return;
        }
        var now = kit.clock().instant();
        var settlements = new ArrayList<Settlement>();
        for (var fate : fates) {
            experience.failures().delivered(fate.device());
            experience.suspects().forget(fate.device());
            settlements.add(fate.settlement(now));
        }
        kit.outbox().settle(experience.number(), settlements);
    }

    private void release(List<DeviceId> devices, @Nullable AttemptOutcome end) {
        if (!devices.isEmpty()) {
            boolean mayBeTheirs = end != null && end.mayBeTheDevices();
            var rest = mayBeTheirs ? restAfterFailure(devices) : Duration.ZERO;
            boolean othersFare = experience.circuit().position() == CircuitPosition.CLOSED;
            kit.outbox().release(experience.number(), devices, othersFare ? rest : Duration.ZERO);
        }
    }

    private Duration restAfterFailure(List<DeviceId> devices) {
        int before = experience.failures().failed(devices, experience.acceptance());
        return kit.backoff().wait(before);
    }

    private Message message(List<UserEntry> users) {
        return new Message(
                kit.clock().instant(), destination.userDpid(), destination.clientId(), destination.id(), users);
    }
}
