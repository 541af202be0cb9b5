package dev.iris.oauth;

import dev.iris.model.Ticker;
import dev.iris.oauth.FetchOutcome.Bound;
import dev.iris.oauth.FetchOutcome.Transient;
import dev.iris.oauth.Flight.Landing;
import dev.iris.oauth.TokenResult.Unavailable;
import dev.iris.oauth.TokenState.Asked;
import dev.iris.oauth.TokenState.Held;
import dev.iris.oauth.TokenState.Keeping;
import dev.iris.oauth.TokenState.LastUse;
import dev.iris.oauth.TokenState.None;
import dev.iris.oauth.TokenState.Renewing;
import dev.iris.oauth.TokenState.Waiting;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token of one credential, shared by everybody who uses that credential. Thread-safe.
 *
 * <p>A held token is read without a lock. At most one request is under way, on a thread of its own; the lock guards the ledger and is
 * never held across I/O. A token of unknown life is held until it is rejected; one of known life is renewed ahead in the background.
 */
public final class TokenSource {
    private static final Logger LOG = LoggerFactory.getLogger(TokenSource.class);
    private static final Unavailable UNDER_WAY =
            new Unavailable(new Reason(ReasonCode.TIMEOUT, "the token endpoint has not answered yet"), Duration.ZERO);
    private static final Transient BROKEN = new Transient(
            new Reason(ReasonCode.UNREACHABLE, "the token request failed inside Iris"), Bound.TOKEN, null);

    private static final Unavailable UNUSED =
            new Unavailable(new Reason(ReasonCode.UNREACHABLE, "the credential is not used any more"), Duration.ZERO);
    private static final Landing LATE = new Landing.Empty(UNDER_WAY);

    private final TokenFetch fetch;
    private final Ticker ticker;
    private final TokenLedger ledger;
    private final TokenTally tally;
    private final Executor flights;
    private final FetchLog log;
    private final Object lock = new Object();
    private boolean isClosed;

    /** A source whose requests these flights carry, each on a thread of its own. */
    TokenSource(TokenFetch fetch, Ticker ticker, TokenLedger ledger, TokenTally tally, Executor flights) {
        this.fetch = fetch;
        this.ticker = ticker;
        this.ledger = ledger;
        this.tally = tally;
        this.flights = flights;
        this.log = new FetchLog(LOG, fetch.origin());
    }

    /**
     * A token to send: the held one at once, else the one that a request brings, shared with all who wait for it.
     *
     * @param most how long to wait for the request under way; leaving early does not cancel it
     */
    public TokenResult take(Duration most) throws InterruptedException {
        long now = ticker.nanos();
        if (ledger.left() instanceof Held(var held) && held.isAlive(now) && !held.isDue(now)) {
            return held.granted();
        }
        return takeOrWait(most, true);
    }

    /** As {@link #take}, but leaves a token that is good for one attempt to whoever takes it next. */
    public TokenResult await(Duration most) throws InterruptedException {
        return takeOrWait(most, false);
    }

    /**
     * Drops exactly this token, because the segment endpoint rejected it; a newer one stays. Late rejections of a token that was
     * replaced change nothing.
     */
    public void reject(AccessToken token) {
        synchronized (lock) {
            if (ledger.rejected(token, ticker.nanos())) {
                tally.renewed();
            } else {
                tally.rejectedLate();
            }
        }
    }

    /** Ends every wait but one that the server asked for, so that the next call asks at once. A held token stays. */
    public void retryNow() {
        synchronized (lock) {
            ledger.release(ticker.nanos());
        }
    }

    /** Drops the held token and every wait but one that the server asked for, so that the next call asks for a new one. */
    public void renew() {
        synchronized (lock) {
            ledger.drop(ticker.nanos());
        }
    }

    /** The text with the credential masked in every form in which the token endpoint knows it. */
    public String maskCredential(String text) {
        return fetch.mask(text);
    }

    /** Where the token stands. */
    public TokenStatus status() {
        long now = ticker.nanos();
        return TokenStatus.of(ledger.state(now), ledger.failure(), tally.figures(), now);
    }

    /** Why the last request brought no token; empty when it did or there was none. */
    public Optional<Reason> findFailure() {
        return Optional.ofNullable(ledger.failure());
    }

    /** Forgets the token and brings no other: nobody uses the credential any more. */
    void close() {
        synchronized (lock) {
            isClosed = true;
            ledger.drop(ticker.nanos());
        }
    }

    private TokenResult takeOrWait(Duration most, boolean uses) throws InterruptedException {
        noticeOtherSecrets();
        long end = ticker.nanos() + most.toNanos();
        for (long left = most.toNanos(); left >= 0; left = end - ticker.nanos()) {
            switch (step(uses)) {
                case Step.Now(var result) -> {
                    return result;
                }
                case Step.After(var flight) -> {
                    var landing = flight.await(left).orElse(LATE);
                    if (landing instanceof Landing.Empty(var result)) {
                        return result;
                    }
                }
            }
        }
        return UNDER_WAY;
    }

    private Step step(boolean uses) {
        synchronized (lock) {
            long now = ticker.nanos();
            return isClosed ? new Step.Now(UNUSED) : step(ledger.state(now), uses, now);
        }
    }

    private Step step(TokenState state, boolean uses, long now) {
        return switch (state) {
            case Held(var held) -> {
                renewAhead(held, now);
                yield new Step.Now(held.granted());
            }
            case Renewing(var held, var _) -> new Step.Now(held.granted());
            case Keeping(var held, var _) -> new Step.Now(held.granted());
            case LastUse(var held, var _) -> {
                if (uses) {
                    ledger.usedUp();
                }
                yield new Step.Now(held.granted());
            }
            case Waiting(var gate) -> new Step.Now(gate.result(now));
            case Asked(var flight) -> new Step.After(flight);
            case None _ -> firstStep(now);
        };
    }

    private Step firstStep(long now) {
        var barred = ledger.bar(now);
        return barred.isPresent() ? new Step.Now(barred.get().result(now)) : new Step.After(depart(now));
    }

    private void renewAhead(HeldToken held, long now) {
        if (held.isDue(now) && ledger.bar(now).isEmpty()) {
            depart(now);
        }
    }

    /** A refused secret that stands in a file may be another by now; files are read outside the lock. */
    private void noticeOtherSecrets() {
        boolean mayHelp = ledger.state(ticker.nanos()) instanceof Waiting(var gate) && gate.opensWithOtherSecrets();
        if (mayHelp && fetch.hasOtherSecrets()) {
            retryNow();
        }
    }

    private Flight depart(long now) {
        var departing = new Flight();
        ledger.departed(departing, now);
        flights.execute(() -> fly(departing, now));
        return departing;
    }

    private void fly(Flight flying, long askedAt) {
        FetchOutcome outcome = BROKEN;
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
        Landing landing;
        synchronized (lock) {
            landing = isClosed ? new Landing.Empty(UNUSED) : ledger.settle(outcome, askedAt, ticker.nanos());
        }
        flying.land(landing);
        log.write(outcome, landing);
    }

    /** What a caller does next. */
    private sealed interface Step {
        /** Go with this. */
        record Now(TokenResult result) implements Step {}

        /** Wait for the request that is under way. */
        record After(Flight flight) implements Step {}
    }
}
