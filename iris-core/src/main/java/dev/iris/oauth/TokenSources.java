package dev.iris.oauth;

import dev.iris.http.Outbound;
import dev.iris.model.HttpsUrl;
import dev.iris.model.PartnerTls;
import dev.iris.model.Ticker;
import dev.iris.model.TokenGrant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** The token sources in use, one for each grant. Thread-safe, if the randomness is. */
public final class TokenSources {
    private final Outbound outbound;
    private final Ticker ticker;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Executor flights;
    private final ConcurrentMap<TokenKey, Shared<TokenSource>> sources = new ConcurrentHashMap<>();
    private final ConcurrentMap<Object, Shared<SharedPace>> paces = new ConcurrentHashMap<>();

    /** Paces that nobody uses, while a server asked for a wait: who comes back before it is over waits too. */
    private final ConcurrentMap<Object, SharedPace> waits = new ConcurrentHashMap<>();

    /** Sources that ask by these means; credentials in files are read anew for each request. */
    public TokenSources(Outbound outbound, Ticker ticker, InstantSource clock, RandomGenerator random) {
        this(
                outbound,
                ticker,
                clock,
                random,
                flight -> Thread.ofVirtual().name("token-fetch").start(flight));
    }

    /** Sources whose requests these flights carry. */
    TokenSources(Outbound outbound, Ticker ticker, InstantSource clock, RandomGenerator random, Executor flights) {
        this.outbound = outbound;
        this.ticker = ticker;
        this.clock = clock;
        this.random = random;
        this.flights = flights;
    }

    /** The shared source of this grant and TLS, until the lease is closed. */
    public TokenLease acquire(TokenGrant grant, PartnerTls tls) {
        var key = new TokenKey(grant, tls);
        var shared = sources.compute(key, (_, old) -> old == null ? first(key) : old.withUsers(1));
        return new TokenLease(Objects.requireNonNull(shared).thing, () -> release(key));
    }

    /** How many sources are in use. */
    int size() {
        return sources.size();
    }

    /** How many paces are kept for them. */
    int paces() {
        return paces.size();
    }

    private void release(TokenKey key) {
        sources.computeIfPresent(key, (_, old) -> {
            if (old.users > 1) {
                return old.withUsers(-1);
            }
            old.thing.close();
            leave(client(key));
            leave(endpoint(key));
            return null;
        });
    }

    private Shared<TokenSource> first(TokenKey key) {
        var tally = new TokenTally();
        var fetch = new TokenFetch(outbound, key, clock, ticker, random, tally);
        var ledger = new TokenLedger(key.grant().policy(), new Paces(join(client(key)), join(endpoint(key))), random);
        return new Shared<>(new TokenSource(fetch, ticker, ledger, tally, flights), 1);
    }

    private SharedPace join(Object sharedBy) {
        var shared =
                paces.compute(sharedBy, (_, old) -> old == null ? new Shared<>(left(sharedBy), 1) : old.withUsers(1));
        return Objects.requireNonNull(shared).thing;
    }

    private SharedPace left(Object sharedBy) {
        return Objects.requireNonNullElseGet(waits.remove(sharedBy), () -> new SharedPace(random));
    }

    private void leave(Object sharedBy) {
        long now = ticker.nanos();
        waits.values().removeIf(pace -> !pace.isAskedToWait(now));
        paces.computeIfPresent(sharedBy, (_, old) -> {
            if (old.users > 1) {
                return old.withUsers(-1);
            }
            if (old.thing.isAskedToWait(now)) {
                waits.put(sharedBy, old.thing);
            }
            return null;
        });
    }

    private static Object client(TokenKey key) {
        return new Client(key.grant().tokenEndpoint(), key.grant().credential().client());
    }

    private static Object endpoint(TokenKey key) {
        return new Endpoint(key.grant().tokenEndpoint(), key.tls());
    }

    /** A client at an endpoint, whatever it asks for. */
    private record Client(HttpsUrl tokenEndpoint, Object client) {}

    /** An endpoint as it is reached with that TLS: a fault of one destination's certificates is nobody else's. */
    private record Endpoint(HttpsUrl tokenEndpoint, PartnerTls tls) {}

    /** Something and how many use it. */
    private record Shared<T>(T thing, int users) {
        Shared<T> withUsers(int more) {
            return new Shared<>(thing, users + more);
        }
    }
}
