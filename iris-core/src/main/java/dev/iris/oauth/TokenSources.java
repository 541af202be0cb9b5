package dev.iris.oauth;

import dev.iris.http.HttpsEdge;
import dev.iris.model.Authentication;
import dev.iris.model.SecretFiles;
import dev.iris.model.Ticker;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The token sources in use, one for each endpoint and credential. Thread-safe, if the randomness is. */
public final class TokenSources {
    private final HttpsEdge edge;
    private final String userAgent;
    private final SecretFiles files;
    private final Ticker ticker;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ConcurrentMap<Authentication.OAuth2, Shared> sources = new ConcurrentHashMap<>();

    /** Sources that ask through this edge under this name; credentials in files are read anew for each request. */
    public TokenSources(
            HttpsEdge edge,
            String userAgent,
            SecretFiles files,
            Ticker ticker,
            InstantSource clock,
            RandomGenerator random) {
        this.edge = edge;
        this.userAgent = userAgent;
        this.files = files;
        this.ticker = ticker;
        this.clock = clock;
        this.random = random;
    }

    /** The shared source of this endpoint and credential, until the lease is closed. */
    public TokenLease acquire(Authentication.OAuth2 authentication) {
        var shared = sources.compute(authentication, (key, old) -> old == null ? first(key) : old.withUsers(1));
        return new TokenLease(Objects.requireNonNull(shared).source, () -> release(authentication));
    }

    /** How many sources are in use. */
    int size() {
        return sources.size();
    }

    private void release(Authentication.OAuth2 authentication) {
        sources.computeIfPresent(authentication, (key, old) -> old.orNoneAfterOneLeft());
    }

    private Shared first(Authentication.OAuth2 authentication) {
        var fetch = new TokenFetch(edge, authentication, userAgent, files, clock);
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
