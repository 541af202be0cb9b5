package dev.iris.oauth;

import dev.iris.model.Ticker;
import dev.iris.oauth.FetchOutcome.Transient;
import dev.iris.oauth.TokenResult.Unavailable;
import dev.iris.oauth.TokenStatus.Phase;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token of one credential, shared by everybody who uses that credential. Thread-safe.
 *
 * <p>A held token is read without a lock. At most one request is under way, on a thread of its own; the lock guards a few fields and is
 * never held across it. A token of unknown life is held until it is rejected; one of known life is renewed ahead in the background.
 */
public final class TokenSource {
    private static final Logger LOG = LoggerFactory.getLogger(TokenSource.class);
    private static final Reason UNDER_WAY = new Reason(ReasonCode.TIMEOUT, "the token endpoint has not answered yet");
    private static final Reason BROKEN = new Reason(ReasonCode.UNREACHABLE, "the token request failed inside Iris");

    private final TokenFetch fetch;
    private final Ticker ticker;
    private final TokenState state;
    private final AtomicLong fetches = new AtomicLong();
    private final Object lock = new Object();
    private volatile @Nullable Flight flight;

    TokenSource(TokenFetch fetch, Ticker ticker, RandomGenerator random) {
        this.fetch = fetch;
        this.ticker = ticker;
        this.state = new TokenState(random);
    }

    /**
     * A token to send: the held one at once, else the one that a request brings, shared with all who wait for it.
     *
     * @param most how long to wait for the request under way; leaving early does not cancel it
     */
    public TokenResult take(Duration most) throws InterruptedException {
        long now = ticker.nanos();
        var held = state.usable(now);
        if (held == null) {
            return flight(now).await(most).orElseGet(() -> new Unavailable(UNDER_WAY, Duration.ZERO));
        }
        if (held.isDue(now) && flight == null) {
            renewAhead(now);
        }
        return held.granted();
    }

    /** Drops exactly this token, because the segment endpoint refused it; a newer one stays. */
    public void reject(AccessToken token) {
        synchronized (lock) {
            state.rejected(token, ticker.nanos());
        }
    }

    /** Ends every wait, so that the next call asks at once: for a resume and for changed settings. A held token stays. */
    public void retryNow() {
        synchronized (lock) {
            state.endWaits();
        }
    }

    /** Drops the held token and every wait, so that the next call asks for a new one. */
    public void renew() {
        synchronized (lock) {
            state.dropHeld();
            state.endWaits();
        }
    }

    /** The text with the credential masked in every form in which the token endpoint knows it. */
    public String maskCredential(String text) {
        return fetch.mask(text);
    }

    /** Where the token stands. */
    public TokenStatus status() {
        long now = ticker.nanos();
        var held = state.usable(now);
        if (held != null) {
            return new TokenStatus(Phase.HELD, held.age(now), fetches.get());
        }
        return new TokenStatus(state.failure() == null ? Phase.NONE : Phase.FAILED, null, fetches.get());
    }

    /** Why the last request brought no token; empty when it did or there was none. */
    public Optional<Reason> findFailure() {
        return Optional.ofNullable(state.failure());
    }

    private Flight flight(long now) {
        synchronized (lock) {
            var held = state.usable(now);
            if (held != null) {
                return Flight.landed(held.granted());
            }
            var underWay = flight;
            return underWay == null ? state.refusal(now).map(Flight::landed).orElseGet(() -> depart(now)) : underWay;
        }
    }

    private void renewAhead(long now) {
        synchronized (lock) {
            if (flight == null && state.refusal(now).isEmpty()) {
                depart(now);
            }
        }
    }

    private Flight depart(long now) {
        var departing = new Flight();
        flight = departing;
        fetches.incrementAndGet();
        state.departed(now);
        Thread.ofVirtual().name("token-fetch").start(() -> fly(departing, now));
        return departing;
    }

    private void fly(Flight flying, long askedAt) {
        FetchOutcome outcome = new Transient(BROKEN, null);
        try {
            outcome = fetch.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("Token request to {} failed inside Iris.", fetch.origin(), e);
        } finally {
            land(flying, outcome, askedAt);
        }
    }

    private void land(Flight flying, FetchOutcome outcome, long askedAt) {
        TokenResult result;
        synchronized (lock) {
            flight = null;
            result = state.settle(outcome, askedAt, ticker.nanos());
        }
        flying.land(result);
        FetchLog.write(LOG, fetch.origin(), outcome, result);
    }
}
