package dev.iris.deliver;

import dev.iris.engine.Outbox;
import dev.iris.http.Outbound;
import dev.iris.model.Authentication;
import dev.iris.model.Catalog;
import dev.iris.model.Destination;
import dev.iris.model.DestinationNumber;
import dev.iris.model.SecretFiles;
import dev.iris.model.Ticker;
import dev.iris.oauth.TokenSources;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The couriers of all destinations; a paused destination's courier rests. Thread-safe. */
public final class Couriers implements AutoCloseable {
    /** How long the end waits for messages on their way; what is still on its way then is sent again after the next start. */
    public static final Duration GRACE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);

    private final CourierKit kit;
    private final TokenSources tokenSources;
    private final SecretFiles files;
    private final Map<DestinationNumber, Desk> desks = new HashMap<>();

    /** A destination as it was when its courier was told of it. */
    private record Desk(Destination destination, Courier courier, Tally tally) {}

    /**
     * Couriers without destinations yet; {@link #follow} tells them of some.
     *
     * @param catalog the catalog of now
     */
    public Couriers(
            Outbox outbox,
            Supplier<Catalog> catalog,
            Outbound outbound,
            TokenSources tokenSources,
            InstantSource clock,
            Ticker ticker,
            Sleeper sleeper,
            RandomGenerator random) {
        this.tokenSources = tokenSources;
        this.kit = new CourierKit(
                outbox,
                catalog,
                new SegmentEndpoint(outbound, clock),
                new ReadyFormats(),
                clock,
                ticker,
                sleeper,
                random);
        this.files = outbound.files();
    }

    /** Starts, stops and replaces couriers so that they serve what the catalog holds. */
    public synchronized void follow(Catalog catalog) {
        for (var number : Map.copyOf(desks).keySet()) {
            if (catalog.findDestination(number).isEmpty()) {
                dismiss(number);
            }
        }
        catalog.destinations().forEach(this::serve);
    }

    /** How the destination is being served, if there is such a destination. */
    public synchronized Optional<CourierStatus> find(DestinationNumber number) {
        return Optional.ofNullable(desks.get(number)).map(Couriers::status);
    }

    /** The last attempts to deliver to the destination since the start of the server, the newest first; none if there is no such one. */
    public List<Attempt> attempts(DestinationNumber number) {
        return desk(number).map(desk -> desk.tally().attempts().newestFirst()).orElse(List.of());
    }

    /** Ends back-offs of the destination and of its token endpoint. */
    public synchronized void retryNow(DestinationNumber number) {
        Optional.ofNullable(desks.get(number)).ifPresent(desk -> desk.courier().retryNow());
    }

    /**
     * Sends a sample user to the destination, even while it is paused; empty when there is no such destination.
     *
     * @throws InterruptedException when the caller is interrupted
     */
    public Optional<SampleDelivery> sendSample(DestinationNumber number) throws InterruptedException {
        var desk = desk(number);
        return desk.isEmpty()
                ? Optional.empty()
                : Optional.of(new SampleUser(
                                desk.get().destination(), desk.get().courier().admission(), kit)
                        .send());
    }

    /**
     * Drops the destination's token and waits until the request for another is answered; does nothing when there is no such
     * destination.
     *
     * @throws InterruptedException when the caller is interrupted
     */
    public void renewToken(DestinationNumber number) throws InterruptedException {
        var desk = desk(number);
        if (desk.isPresent()) {
            desk.get().courier().admission().renew(Dispatch.TOKEN_WAIT);
        }
    }

    private synchronized Optional<Desk> desk(DestinationNumber number) {
        return Optional.ofNullable(desks.get(number));
    }

    /** Stops taking from the outbox and waits, up to {@link #GRACE}, for what is on its way. */
    @Override
    public synchronized void close() {
        desks.values().forEach(desk -> desk.courier().stop());
        long end = kit.ticker().nanos() + GRACE.toNanos();
        try {
            for (var desk : desks.values()) {
                var left = Duration.ofNanos(Math.max(0, end - kit.ticker().nanos()));
                if (!desk.courier().awaitLanding(left)) {
                    LOG.warn(
                            "destination {}: messages are still on their way; their devices will be sent again",
                            desk.destination().id());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Destination destination) {
        var desk = desks.get(destination.number());
        if (desk == null) {
            seat(destination, new Tally(kit.ticker()));
        } else if (!desk.destination().equals(destination)) {
            replace(desk, destination);
        }
    }

    /** A courier reads everything but pause, credential and TLS from the catalog by itself. */
    private void replace(Desk desk, Destination destination) {
        var before = desk.destination();
        boolean other = before.paused() != destination.paused()
                || !before.authentication().equals(destination.authentication())
                || !before.tls().equals(destination.tls());
        if (other) {
            dismiss(before.number());
            seat(destination, desk.tally());
        } else {
            desks.put(destination.number(), new Desk(destination, desk.courier(), desk.tally()));
            desk.courier().retryNow();
        }
    }

    private void seat(Destination destination, Tally tally) {
        var courier = new Courier(destination.number(), admission(destination), tally, kit);
        desks.put(destination.number(), new Desk(destination, courier, tally));
        if (!destination.paused()) {
            courier.start();
        }
    }

    private Admission admission(Destination destination) {
        return switch (destination.authentication()) {
            case Authentication.OAuth2(var grant, var _) ->
                new TokenAdmission(tokenSources.acquire(grant, destination.tls()));
            case Authentication.Basic basic -> FixedAdmission.basic(basic, files);
            case Authentication.FixedBearer bearer -> FixedAdmission.bearer(bearer, files);
            case Authentication.None _ -> FixedAdmission.open();
        };
    }

    private void dismiss(DestinationNumber number) {
        var desk = desks.remove(number);
        if (desk == null) {
            return;
        }
        desk.courier().stop();
        kit.formats().forget(number);
    }

    private static CourierStatus status(Desk desk) {
        var tally = desk.tally();
        var admission = desk.courier().admission();
        var parked = desk.courier().findParked();
        var rate = tally.rate().perSecond();
        return new CourierStatus(
                desk.courier().circuit(),
                parked.isPresent(),
                tally.deliveredUsers(),
                tally.failedUsers(),
                tally.deliveredMessages(),
                rate.isPresent() ? rate.getAsDouble() : null,
                parked.or(tally::lastFailure).or(admission::findFailure).orElse(null),
                admission.status());
    }
}
