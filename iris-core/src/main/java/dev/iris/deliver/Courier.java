package dev.iris.deliver;

import dev.iris.deliver.Admission.Answer;
import dev.iris.engine.EngineUnavailableException;
import dev.iris.model.Destination;
import dev.iris.model.DestinationNumber;
import dev.iris.observe.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one destination its messages: takes devices from the outbox, packs them, and settles or releases them by what the partner
 * answers. One dispatcher takes; each parcel flies on a virtual thread of its own. Thread-safe.
 */
final class Courier {
    /** How long the dispatcher sleeps when nothing waits; it is woken when something does. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    /** How often a destination without a token looks whether there is one: another destination may have brought it. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** How long the dispatcher sleeps at most while nothing may be sent: it looks after what gets too old meanwhile. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** How long a parcel rests after a fault of our own. */
    private static final Duration REST_AFTER_FAULT = Duration.ofSeconds(5);

    /** Devices taken at once, unless a message holds more. */
    private static final int MOST_TAKEN = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final DestinationNumber number;
    private final Admission admission;
    private final CourierKit kit;
    private final Experience experience;
    private final Expiry expiry;
    private final Flights flights = new Flights();
    private final Rest rest;
    private final Thread dispatcher;
    private volatile boolean stopping;

    Courier(DestinationNumber number, Admission admission, Tally tally, CourierKit kit) {
        this.number = number;
        this.admission = admission;
        this.kit = kit;
        this.rest = new Rest(kit.sleeper());
        this.experience = new Experience(number, kit, tally, rest);
        this.expiry = new Expiry(experience, kit);
        this.dispatcher = Thread.ofVirtual().name("courier-" + number).unstarted(this::run);
    }

    void start() {
        dispatcher.start();
    }

    /** Takes no more; what is on its way goes on. */
    void stop() {
        stopping = true;
        dispatcher.interrupt();
        admission.close();
    }

    /** Waits until nothing is on its way or the time is over; says whether nothing is. To be called after {@link #stop}. */
    boolean awaitLanding(Duration most) throws InterruptedException {
        return (dispatcher.getState() == Thread.State.NEW || dispatcher.join(most)) && flights.awaitNone(most);
    }

    /** Ends a back-off of the circuit or of the token endpoint. */
    void retryNow() {
        admission.retryNow();
        experience.retryNow();
        dispatcher.interrupt();
    }

    CircuitPosition circuit() {
        return experience.circuit().position();
    }

    /** Why the destination is parked; empty when it is not. */
    Optional<Reason> findParked() {
        return experience.parking().find();
    }

    Admission admission() {
        return admission;
    }

    private void run() {
        while (!stopping) {
            try {
                stepIfTheEngineCan();
            } catch (InterruptedException e) {
                LOG.debug("courier {} was woken", number);
            }
        }
    }

    private void stepIfTheEngineCan() throws InterruptedException {
        try {
            step();
        } catch (EngineUnavailableException e) {
            LOG.warn("destination {} waits for the engine: {}", number, e.getMessage());
            kit.sleeper().sleep(REST_AFTER_FAULT);
        }
    }

    /** Waits until something is due and a message may fly, and lets it. */
    private void step() throws InterruptedException {
        if (kit.outbox().awaitDue(number, 1, IDLE) == 0) {
            return;
        }
        var destination = kit.catalog().get().findDestination(number);
        if (destination.isEmpty()) {
            stopping = true;
            return;
        }
        expiry.sweep(destination.get());
        int ceiling = destination.get().delivery().maxConcurrency();
        flights.begin(() -> experience.pace().mostInFlight(ceiling));
        boolean flying = false;
        try {
            flying = takeOff(destination.get());
        } finally {
            if (!flying) {
                flights.end();
            }
        }
    }

    /** Says whether a parcel flies or flew; it ends its flight itself. */
    private boolean takeOff(Destination destination) throws InterruptedException {
        rest.prepare();
        return switch (experience.parking().ask().and(experience.circuit()::ask)) {
            case Circuit.Permission.Wait(Duration most) -> {
                rest.take(most.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : most);
                yield false;
            }
            case Circuit.Permission.Probe _ -> hasPass() && flyAlone(destination);
            case Circuit.Permission.Flow _ -> hasPass() && isInPace(destination) && flyBesideOthers(destination);
        };
    }

    private boolean flyAlone(Destination destination) {
        fly(take(destination, 1, 1).getFirst(), destination);
        return true;
    }

    /** Reading what is due for several messages at once costs little more than for one. */
    private boolean flyBesideOthers(Destination destination) throws InterruptedException {
        int maxUsers = destination.maxUsers();
        kit.outbox().awaitDue(number, maxUsers, destination.aggregation().linger());
        int begun = 1 + beginMore(destination);
        int flown = 0;
        try {
            for (var parcel : take(destination, begun * maxUsers, begun)) {
                Thread.startVirtualThread(() -> fly(parcel, destination));
                flown++;
            }
        } finally {
            for (int unused = Math.max(1, flown); unused < begun; unused++) {
                flights.end();
            }
        }
        return flown > 0;
    }

    /** Begins a flight for each full message more that is due and may be sent now; says how many. */
    private int beginMore(Destination destination) throws InterruptedException {
        int maxUsers = destination.maxUsers();
        int most = Math.max(1, MOST_TAKEN / maxUsers);
        int messages = Math.min(most, kit.outbox().awaitDue(number, most * maxUsers, Duration.ZERO) / maxUsers);
        int ceiling = destination.delivery().maxConcurrency();
        int begun = 0;
        while (begun < messages - 1 && flights.beginIfFree(experience.pace().mostInFlight(ceiling))) {
            if (!mayBeSent(destination)) {
                flights.end();
                break;
            }
            begun++;
        }
        return begun;
    }

    private boolean mayBeSent(Destination destination) {
        return experience.pace().ask(destination.delivery().messagesPerSecond()).isZero();
    }

    /** Whether the partner is to be sent a message now; waits if not. */
    private boolean isInPace(Destination destination) throws InterruptedException {
        var wait = experience.pace().ask(destination.delivery().messagesPerSecond());
        if (wait.isZero()) {
            return true;
        }
        kit.sleeper().sleep(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
        return false;
    }

    /** Devices are taken only when there is something to send them with, so that they are told as they are then. */
    private boolean hasPass() throws InterruptedException {
        return switch (admission.await(Dispatch.TOKEN_WAIT)) {
            case Answer.Granted _ -> {
                experience.parking().tokenCame();
                yield true;
            }
            case Answer.Later(Reason reason, Duration pause) -> {
                experience.tally().held(reason);
                experience.circuit().failed(pause);
                yield false;
            }
            case Answer.Barred(Reason reason, Duration pause) -> {
                experience.tally().held(reason);
                experience.parking().parkByTokens(reason);
                kit.sleeper().sleep(pause.compareTo(LOOK) > 0 ? LOOK : pause);
                yield false;
            }
        };
    }

    /** Takes devices for so many parcels at most; one at least, which may be empty. */
    private List<Parcel> take(Destination destination, int most, int parcels) {
        var route = kit.catalog().get().findRoute(number);
        if (route.isEmpty()) {
            return List.of(new Parcel(List.of(), List.of()));
        }
        var taken = kit.outbox().take(number, most).stream()
                .map(update -> DeviceEntries.of(update, route.get()))
                .toList();
        var young = expiry.withoutOld(taken, destination);
        var packed = Parcel.pack(young, destination.maxUsers(), experience.failures()::isLoner, parcels);
        kit.outbox().release(number, packed.getLast().leftOver(), Duration.ZERO);
        return packed;
    }

    private void fly(Parcel parcel, Destination destination) {
        try {
            new Delivery(parcel, destination, admission, experience, kit, flights, () -> stopping).run();
        } catch (InterruptedException e) {
            kit.outbox().release(number, parcel.deviceIds(), Duration.ZERO);
            Thread.currentThread().interrupt();
        } catch (EngineUnavailableException e) {
            LOG.warn(
                    "destination {}: an acknowledgement is not kept and will be sent again: {}",
                    number,
                    e.getMessage());
        } catch (RuntimeException e) { // a fault of ours must not lose the parcel
            LOG.error("destination {}: a message could not be made or sent", number, e);
            kit.outbox().release(number, parcel.deviceIds(), REST_AFTER_FAULT);
        } finally {
            flights.end();
        }
    }
}
