package dev.iris.oauth;

import dev.iris.model.Ticker;
import dev.iris.oauth.FetchOutcome.Fetched;
import dev.iris.oauth.FetchOutcome.Standing;
import dev.iris.oauth.FetchOutcome.Transient;
import dev.iris.oauth.TokenResult.Unavailable;
import dev.iris.oauth.TokenStatus.Phase;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
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
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final FetchPacing pacing;
    private final AtomicLong fetches = new AtomicLong();
    private volatile @Nullable Held held;
    private volatile @Nullable Reason lastFailure;
    private @Nullable Flight flight;

    TokenSource(TokenFetch fetch, Ticker ticker, RandomGenerator random) {
        this.fetch = fetch;
        this.ticker = ticker;
        this.random = random;
        this.pacing = new FetchPacing(random);
    }

    /**
     * A token to send: the held one at once, else the one that a request brings, shared with all who wait for it.
     *
     * @param most how long to wait for the request under way; leaving early does not cancel it
     */
    public TokenResult take(Duration most) throws InterruptedException {
        var current = held;
        long now = ticker.nanos();
        if (current == null || !current.isUsable(now)) {
            return flight(now).await(most).orElseGet(() -> new Unavailable(UNDER_WAY, Duration.ZERO));
        }
        if (current.isDue(now)) {
            renewAhead(now);
        }
        return current.granted();
    }

    /** Drops exactly this token, because the segment endpoint refused it; a newer one stays. */
    public void reject(AccessToken token) {
        lock.lock();
        try {
            var current = held;
            if (current != null && current.granted().token() == token) {
                held = null;
                pacing.rejected(token, ticker.nanos());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends every wait, so that the next call asks at once: for a resume and for changed settings. A held token stays. */
    public void retryNow() {
        lock.lock();
        try {
            pacing.reset();
        } finally {
            lock.unlock();
        }
    }

    /** Drops the held token and every wait, so that the next call asks for a new one. */
    public void renew() {
        lock.lock();
        try {
            held = null;
            pacing.reset();
        } finally {
            lock.unlock();
        }
    }

    /** Where the token stands. */
    public TokenStatus status() {
        var current = held;
        long now = ticker.nanos();
        if (current != null && current.isUsable(now)) {
            return new TokenStatus(Phase.HELD, current.age(now), fetches.get());
        }
        return new TokenStatus(lastFailure == null ? Phase.NONE : Phase.FAILED, null, fetches.get());
    }

    /** Why the last request brought no token; empty when it did or there was none. */
    public Optional<Reason> findFailure() {
        return Optional.ofNullable(lastFailure);
    }

    private Flight flight(long now) {
        lock.lock();
        try {
            var current = held;
            if (current != null && current.isUsable(now)) {
                return Flight.landed(current.granted());
            }
            return flight == null ? pacing.refusal(now).map(Flight::landed).orElseGet(() -> depart(now)) : flight;
        } finally {
            lock.unlock();
        }
    }

    private void renewAhead(long now) {
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (flight == null && pacing.refusal(now).isEmpty()) {
                depart(now);
            }
        } finally {
            lock.unlock();
        }
    }

    private Flight depart(long now) {
        var departing = new Flight();
        flight = departing;
        fetches.incrementAndGet();
        pacing.departed(now);
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
        lock.lock();
        try {
            flight = null;
            flying.land(settle(outcome, askedAt, ticker.nanos()));
        } finally {
            lock.unlock();
        }
    }

    private TokenResult settle(FetchOutcome outcome, long askedAt, long now) {
        return switch (outcome) {
            case Fetched fetched when pacing.isRejectedOneAgain(fetched.value()) -> failed(pacing.notRenewed(now));
            case Fetched fetched -> hold(fetched, askedAt, now);
            case Transient failure -> failed(pacing.failed(failure, now));
            case Standing failure -> failed(pacing.failed(failure, now));
        };
    }

    private TokenResult hold(Fetched fetched, long askedAt, long now) {
        var fresh = Held.of(new AccessToken(fetched.value()), askedAt, fetched.life(), random);
        held = fresh;
        lastFailure = null;
        pacing.succeeded(fetched.value());
        if (!fresh.isUsable(now)) {
            pacing.arrivedExpired(now);
        }
        fetched.remarks().forEach(remark -> LOG.warn("Token endpoint {}: {}.", fetch.origin(), remark));
        return fresh.granted();
    }

    private TokenResult failed(Unavailable unavailable) {
        lastFailure = unavailable.reason();
        LOG.warn(
                "Token endpoint {}: {} Next request in {} ms at the earliest.",
                fetch.origin(),
                unavailable.reason().text(),
                unavailable.retryAfter().toMillis());
        return unavailable;
    }
}
