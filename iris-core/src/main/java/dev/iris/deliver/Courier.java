package dev.iris.deliver;

import dev.iris.engine.EngineUnavailableException;
import dev.iris.model.Destination;
import dev.iris.model.DestinationNumber;
import dev.iris.model.Message;
import dev.iris.model.UserEntry;
import dev.iris.oauth.TokenLease;
import dev.iris.oauth.TokenResult;
import dev.iris.oauth.TokenSource;
import dev.iris.observe.Reason;
import java.time.Duration;
import java.util.List;
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

    /** How long a parcel rests after a fault of our own. */
    private static final Duration REST_AFTER_FAULT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final DestinationNumber number;
    private final TokenLease lease;
    private final Tally tally;
    private final CourierKit kit;
    private final Circuit circuit;
    private final Parking parking;
    private final Flights flights = new Flights();
    private final FailureCounts failures = new FailureCounts();
    private final Thread dispatcher;
    private volatile boolean stopping;

    Courier(DestinationNumber number, TokenLease lease, Tally tally, CourierKit kit) {
        this.number = number;
        this.lease = lease;
        this.tally = tally;
        this.kit = kit;
        this.circuit = new Circuit(kit.backoff(), kit.ticker());
        this.parking = new Parking(kit.ticker());
        this.dispatcher = Thread.ofVirtual().name("courier-" + number).unstarted(this::run);
    }

    void start() {
        dispatcher.start();
    }

    /** Takes no more; what is on its way goes on. */
    void stop() {
        stopping = true;
        dispatcher.interrupt();
        lease.close();
    }

    /** Waits until nothing is on its way or the time is over; says whether nothing is. To be called after {@link #stop}. */
    boolean awaitLanding(Duration most) throws InterruptedException {
        return (dispatcher.getState() == Thread.State.NEW || dispatcher.join(most)) && flights.awaitNone(most);
    }

    /** Ends a back-off of the circuit or of the token endpoint. */
    void retryNow() {
        tokens().retryNow();
        parking.retryNow();
        circuit.retryNow();
        dispatcher.interrupt();
    }

    CircuitPosition circuit() {
        return circuit.position();
    }

    boolean isParked() {
        return parking.find().isPresent();
    }

    TokenSource tokens() {
        return lease.source();
    }

    private void run() {
        while (!stopping) {
            try {
                step();
            } catch (InterruptedException e) {
                LOG.debug("courier {} was woken", number);
            } catch (EngineUnavailableException e) {
                LOG.warn("destination {} waits for the engine: {}", number, e.getMessage());
                stopping = true;
            }
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
        flights.begin(destination.get().delivery().maxConcurrency());
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
        return switch (parking.ask().and(circuit::ask)) {
            case Circuit.Permission.Wait(Duration most) -> {
                kit.sleeper().sleep(most);
                yield false;
            }
            case Circuit.Permission.Probe _ -> hasToken() && flyAlone(destination);
            case Circuit.Permission.Flow _ -> hasToken() && flyBesideOthers(destination);
        };
    }

    private boolean flyAlone(Destination destination) {
        fly(take(destination), destination);
        return true;
    }

    private boolean flyBesideOthers(Destination destination) throws InterruptedException {
        var aggregation = destination.aggregation();
        kit.outbox().awaitDue(number, aggregation.maxUsers(), aggregation.linger());
        var parcel = take(destination);
        Thread.startVirtualThread(() -> fly(parcel, destination));
        return true;
    }

    /** Devices are taken only when there is a token to send them with, so that they are told as they are then. */
    private boolean hasToken() throws InterruptedException {
        return switch (tokens().await(Dispatch.TOKEN_WAIT)) {
            case TokenResult.Granted _ -> {
                parking.tokenCame();
                yield true;
            }
            case TokenResult.Unavailable(Reason reason, Duration pause) -> {
                tally.held(reason);
                circuit.failed(pause);
                yield false;
            }
            case TokenResult.Refused(Reason reason, Duration pause) -> {
                tally.held(reason);
                parking.parkByTokens(reason);
                kit.sleeper().sleep(pause.compareTo(LOOK) > 0 ? LOOK : pause);
                yield false;
            }
        };
    }

    private Parcel take(Destination destination) {
        var route = kit.catalog().get().findRoute(number);
        if (route.isEmpty()) {
            return new Parcel(List.of(), List.of());
        }
        int maxUsers = destination.aggregation().maxUsers();
        var taken = kit.outbox().take(number, maxUsers).stream()
                .map(update -> DeviceEntries.of(update, route.get()))
                .toList();
        var parcel = Parcel.pack(taken, maxUsers);
        kit.outbox().release(number, parcel.leftOver(), Duration.ZERO);
        return parcel;
    }

    private void fly(Parcel parcel, Destination destination) {
        try {
            var outcome = deliver(parcel, destination);
            if (outcome instanceof AttemptOutcome.Delivered) {
                failures.delivered(parcel.deviceIds());
                kit.outbox().settle(number, parcel.settlements());
            } else {
                fail(parcel, outcome);
            }
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

    /** Sends the parcel's messages one after the other, until one fails. */
    private AttemptOutcome deliver(Parcel parcel, Destination destination) throws InterruptedException {
        for (var users : parcel.messages(destination.aggregation().maxUsers())) {
            var dispatch = new Dispatch(destination, tokens(), kit, () -> stopping);
            var outcome = dispatch.deliver(message(users, destination));
            if (!(outcome instanceof AttemptOutcome.Delivered)) {
                return outcome;
            }
            tally.delivered(users.size());
            circuit.succeeded();
            parking.unpark();
        }
        return new AttemptOutcome.Delivered();
    }

    private void fail(Parcel parcel, AttemptOutcome outcome) {
        int before = failures.failed(parcel.deviceIds());
        int users = parcel.devices().stream()
                .mapToInt(device -> device.entries().size())
                .sum();
        tally.failed(users, outcome.reason());
        switch (outcome) {
            case AttemptOutcome.Unauthorised _ -> parking.park(outcome.reason());
            case AttemptOutcome.Barred(var reason) -> parking.parkByTokens(reason);
            case AttemptOutcome.Tokenless(var _, var pause, var wasRejected) -> {
                circuit.failed(pause);
                if (wasRejected) {
                    parking.parkAgain();
                }
            }
            case AttemptOutcome.Delivered _,
                    AttemptOutcome.Throttled _,
                    AttemptOutcome.Rejected _,
                    AttemptOutcome.Unreachable _,
                    AttemptOutcome.TimedOut _ -> circuit.failed(outcome.askedWait());
        }
        boolean othersFare = circuit.position() == CircuitPosition.CLOSED;
        kit.outbox()
                .release(number, parcel.deviceIds(), othersFare ? kit.backoff().wait(before) : Duration.ZERO);
    }

    private Message message(List<UserEntry> users, Destination destination) {
        return new Message(
                kit.clock().instant(), destination.userDpid(), destination.clientId(), destination.id(), users);
    }
}
