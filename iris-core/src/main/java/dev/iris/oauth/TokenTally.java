package dev.iris.oauth;

import dev.iris.oauth.FetchOutcome.Fetched;
import dev.iris.oauth.FetchOutcome.Standing;
import dev.iris.oauth.FetchOutcome.Transient;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of the token requests of one credential. Thread-safe. */
final class TokenTally {
    private final Map<FetchResult, LongAdder> results = new EnumMap<>(FetchResult.class);
    private final LongAdder requests = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder renewals = new LongAdder();
    private final LongAdder lateRejections = new LongAdder();
    private final LongAdder narrowerScopes = new LongAdder();

    TokenTally() {
        for (var result : FetchResult.values()) {
            results.put(result, new LongAdder());
        }
    }

    /** A request goes out. */
    void departed() {
        requests.increment();
    }

    /** A request was answered or failed. */
    void fetched(FetchOutcome outcome, Duration took) {
        count(result(outcome)).increment();
        nanos.add(took.toNanos());
        if (outcome instanceof Fetched fetched && fetched.isNarrower()) {
            narrowerScopes.increment();
        }
    }

    /** A token is to be replaced because the segment endpoint rejected it. */
    void renewed() {
        renewals.increment();
    }

    /** A token was rejected that had been replaced already: no request was needed. */
    void rejectedLate() {
        lateRejections.increment();
    }

    TokenFigures figures() {
        var counts = new EnumMap<FetchResult, Long>(FetchResult.class);
        results.forEach((result, count) -> counts.put(result, count.sum()));
        return new TokenFigures(
                requests.sum(),
                counts,
                Duration.ofNanos(nanos.sum()),
                renewals.sum(),
                lateRejections.sum(),
                narrowerScopes.sum());
    }

    @SuppressWarnings("NullAway") // every result has its count from the start
    private LongAdder count(FetchResult result) {
        return results.get(result);
    }

    private static FetchResult result(FetchOutcome outcome) {
        return switch (outcome) {
            case Fetched _ -> FetchResult.GRANTED;
            case Standing standing when standing.blamesCredential() -> FetchResult.CREDENTIAL_REFUSED;
            case Standing _ -> FetchResult.REQUEST_REFUSED;
            case Transient passing when passing.reason().code() == ReasonCode.THROTTLED -> FetchResult.THROTTLED;
            case Transient passing when passing.reason().code() == ReasonCode.TOKEN_UNUSABLE -> FetchResult.UNUSABLE;
            case Transient _ -> FetchResult.UNAVAILABLE;
        };
    }
}
