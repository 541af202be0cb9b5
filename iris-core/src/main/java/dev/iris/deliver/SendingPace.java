package dev.iris.deliver;

import dev.iris.model.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many messages at once, and how many a second, a partner is sent: as many as it takes, below its ceilings. Thread-safe.
 *
 * <p>At once: begins with a few and doubles with every round of successes, as long as so many are wanted, beyond the few only with
 * messages that are full; half as many after a failure, and from then on one more a round; after an outage it begins with one. So a
 * partner that grows slow, or is slow to connect to, is sent fuller messages before it is sent more of them. A second: unbounded until the partner throttles; then nine tenths of what it took in the last second, which grows back in half a
 * minute and doubles every half minute beyond, until the partner throttles again. What was sent within a second of a cut causes no second
 * one.
 */
final class SendingPace {
    private static final double FIRST_WINDOW = 4;
    private static final double CUT = 0.9;
    private static final double LEAST_RATE = 0.2;
    private static final double NANOS = 1e9;
    private static final double GROWTH_SECONDS = 30;
    /** What a cut does shows after a second, in which the rate is measured anew. */
    private static final long CUT_EVERY = Duration.ofSeconds(1).toNanos();

    private static final long LEAST_PAUSE = Duration.ofMillis(250).toNanos();
    /** A wait shorter than a thread can sleep is made up for by a short burst. */
    private static final long BURST = Duration.ofMillis(20).toNanos();

    private final Ticker ticker;
    private final RecentCount taken;
    private double window = FIRST_WINDOW;
    private double threshold = Double.MAX_VALUE;
    private long windowCutAt;
    private double peak;
    private boolean isThrottled;
    private long rateCutAt;
    private long pausedUntil;
    private long nextAt;

    SendingPace(Ticker ticker) {
        this.ticker = ticker;
        this.taken = new RecentCount(ticker);
        long now = ticker.nanos();
        this.windowCutAt = now;
        this.rateCutAt = now;
        this.pausedUntil = now;
        this.nextAt = now;
    }

    /** Messages that may be in flight, at least one. */
    synchronized int mostInFlight(int ceiling) {
        return (int) Math.max(1, Math.min(ceiling, window));
    }

    /**
     * How long to wait before the next message; when that is zero the message is counted as sent.
     *
     * @param ceiling messages a second; null for no ceiling
     */
    synchronized Duration ask(@Nullable Integer ceiling) {
        long now = ticker.nanos();
        if (pausedUntil - now > 0) {
            return Duration.ofNanos(pausedUntil - now);
        }
        double rate = Math.min(ceiling == null ? Double.MAX_VALUE : ceiling, rate(now));
        if (rate == Double.MAX_VALUE) {
            return Duration.ZERO;
        }
        long from = nextAt - now < -BURST ? now - BURST : nextAt;
        if (from - now > 0) {
            return Duration.ofNanos(from - now);
        }
        nextAt = from + (long) (NANOS / rate);
        return Duration.ZERO;
    }

    /**
     * The partner took a message while so many were in flight; more are allowed only if half of those allowed were.
     *
     * @param isFull whether no other device would have fitted into it: otherwise more would go in as many messages
     */
    synchronized void succeeded(int ceiling, int inFlight, boolean isFull) {
        taken.add();
        if (window < ceiling && 2 * inFlight >= window && (isFull || window < FIRST_WINDOW)) {
            window += window < threshold ? 1 : 1 / window;
        }
    }

    /** The partner did not answer a message, or with a fault of its own, while so many were in flight. */
    synchronized void failed(long sentAt, int inFlight) {
        if (sentAt - windowCutAt >= 0) {
            window = Math.max(1, Math.min(window, inFlight) / 2);
            threshold = window;
            windowCutAt = ticker.nanos();
        }
    }

    /** The partner asked to be sent nothing for a while. */
    synchronized void pause(Duration pause) {
        long until = ticker.nanos() + Math.max(pause.toNanos(), LEAST_PAUSE);
        pausedUntil = pausedUntil - until < 0 ? until : pausedUntil;
    }

    /** Ends a pause; the rate stays. */
    synchronized void retryNow() {
        pausedUntil = ticker.nanos();
    }

    /** The partner asked to be sent less. */
    synchronized void throttled(long sentAt, Duration pause) {
        pause(pause);
        long now = ticker.nanos();
        if (!isThrottled || sentAt - rateCutAt >= CUT_EVERY) {
            cut(now);
        }
    }

    /** A partner that took nothing in the last second shows no rate to go by: the one it had is halved. */
    private void cut(long now) {
        double measured = taken.perSecond();
        if (measured > 0 || isThrottled) {
            double most = measured > 0 ? measured : rate(now) / 2;
            peak = Math.max(LEAST_RATE, isThrottled ? Math.min(rate(now), most) : most);
            isThrottled = true;
            rateCutAt = now;
            nextAt = now;
        }
    }

    /** The partner is back after an outage: begins carefully. */
    synchronized void restart() {
        window = 1;
        threshold = Double.MAX_VALUE;
    }

    private double rate(long now) {
        if (!isThrottled) {
            return Double.MAX_VALUE;
        }
        double seconds = (now - rateCutAt) / NANOS;
        return seconds <= GROWTH_SECONDS
                ? peak * (CUT + (1 - CUT) * seconds / GROWTH_SECONDS)
                : peak * Math.pow(2, Math.min(60, (seconds - GROWTH_SECONDS) / GROWTH_SECONDS));
    }
}
