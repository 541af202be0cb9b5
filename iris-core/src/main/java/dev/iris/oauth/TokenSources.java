package dev.iris.oauth;

import dev.iris.http.Outbound;
import dev.iris.model.Authentication;
import dev.iris.model.PartnerTls;
import dev.iris.model.Ticker;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The token sources in use, one for each endpoint and credential. Thread-safe, if the randomness is. */
public final class TokenSources {
    private final Outbound outbound;
    private final Ticker ticker;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ConcurrentMap<TokenGrant, Shared> sources = new ConcurrentHashMap<>();

    /** Sources that ask by these means; credentials in files are read anew for each request. */
    public TokenSources(Outbound outbound, Ticker ticker, InstantSource clock, RandomGenerator random) {
        this.outbound = outbound;
        this.ticker = ticker;
        this.clock = clock;
        this.random = random;
    }

    /** The shared source of this endpoint, credential and TLS, until the lease is closed. */
    public TokenLease acquire(Authentication.OAuth2 authentication, PartnerTls tls) {
        var grant = new TokenGrant(authentication, tls);
        var shared = sources.compute(grant, (key, old) -> old == null ? first(key) : old.withUsers(1));
        return new TokenLease(Objects.requireNonNull(shared).source, () -> release(grant));
    }

    /** How many sources are in use. */
    int size() {
        return sources.size();
    }

    private void release(TokenGrant grant) {
        sources.computeIfPresent(grant, (key, old) -> old.orNoneAfterOneLeft());
    }

    private Shared first(TokenGrant grant) {
        var fetch = new TokenFetch(outbound, grant, clock);
        return new Shared(new TokenSource(fetch, ticker, random), 1);
    }

    /** A source and how many leases on it are open. */
    private record Shared(TokenSource source, int users) {
        Shared withUsers(int more) {
            return new Shared(source, users + more);
        }

        @Nullable
        Shared orNoneAfterOneLeft() {
            return users == 1 ? null : withUsers(-1);
        }
    }
}
