package dev.iris.oauth;

import dev.iris.http.EdgeFault;
import dev.iris.http.HttpsResult.Answered;
import dev.iris.http.HttpsResult.Failed;
import dev.iris.http.Outbound;
import dev.iris.http.PartnerWords;
import dev.iris.http.RetryAfter;
import dev.iris.model.Secret;
import dev.iris.model.SecretUnreadableException;
import dev.iris.model.Ticker;
import dev.iris.oauth.FetchOutcome.Bound;
import dev.iris.oauth.FetchOutcome.Fetched;
import dev.iris.oauth.FetchOutcome.Standing;
import dev.iris.oauth.FetchOutcome.Transient;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Fetches a token from one endpoint for one client: one request, and one more with the other secret when the first is refused and there
 * are two. What worked last is tried first. Thread-safe; to be run by one thread at a time.
 */
final class TokenFetch {
    /** Longest wait for a token, connecting, reading and a second secret included. */
    static final Duration TOTAL = Duration.ofSeconds(10);

    private final Outbound outbound;
    private final TokenKey key;
    private final ClientSecrets secrets;
    private final ClientProofs proofs;
    private final InstantSource clock;
    private final Ticker ticker;
    private final TokenTally tally;
    private volatile int winner;
    private volatile List<Secret> tried = List.of();

    TokenFetch(
            Outbound outbound,
            TokenKey key,
            InstantSource clock,
            Ticker ticker,
            RandomGenerator random,
            TokenTally tally) {
        this.outbound = outbound;
        this.key = key;
        this.secrets = new ClientSecrets(key.grant().credential(), outbound.files());
        this.proofs = new ClientProofs(key.grant(), secrets, clock, random);
        this.clock = clock;
        this.ticker = ticker;
        this.tally = tally;
    }

    FetchOutcome run() throws InterruptedException {
        long end = ticker.nanos() + TOTAL.toNanos();
        noteSecrets();
        int first = winner;
        var outcome = attempt(first, end);
        boolean isRefused = outcome instanceof Standing standing && standing.blamesCredential();
        return isRefused && secrets.size() > 1 ? attemptOther(1 - first, outcome, end) : outcome;
    }

    /** Whether a secret in a file, or the identity that stands in files, is another than the one that was tried last. */
    boolean hasOtherSecrets() {
        return standInFiles() && !now().equals(tried);
    }

    /** The text without the secrets, in any form in which the partner knows them. */
    String mask(String text) {
        return PartnerWords.masked(text, secrets.forms());
    }

    /** Where the token is asked for, for logs. */
    String origin() {
        return key.grant().tokenEndpoint().origin();
    }

    private void noteSecrets() {
        if (standInFiles()) {
            var now = now();
            if (!now.equals(tried)) {
                winner = 0;
                tried = now;
            }
        }
    }

    private boolean standInFiles() {
        var identity = key.tls().identity();
        return secrets.standInFiles() || (identity != null && identity.isInFiles());
    }

    private List<Secret> now() {
        var now = new ArrayList<>(secrets.now());
        var identity = key.tls().identity();
        if (identity != null) {
            now.addAll(identity.now(outbound.files()));
        }
        return now;
    }

    private FetchOutcome attemptOther(int place, FetchOutcome refused, long end) throws InterruptedException {
        if (end - ticker.nanos() <= 0) {
            return refused;
        }
        return switch (attempt(place, end)) {
            case Fetched fetched -> {
                winner = place;
                yield fetched.remarked("of the two secrets the " + (place == 0 ? "older" : "newer")
                        + " one is refused, the " + (place == 0 ? "newer" : "older") + " one is used");
            }
            case Standing standing when standing.blamesCredential() -> refused;
            case Standing standing -> standing;
            case Transient passing -> passing;
        };
    }

    private FetchOutcome attempt(int place, long end) throws InterruptedException {
        long start = ticker.nanos();
        var outcome =
                exchange(place, Duration.ofNanos(Math.max(1, end - start))).located();
        tally.fetched(outcome, Duration.ofNanos(ticker.nanos() - start));
        return outcome;
    }

    private FetchOutcome exchange(int place, Duration most) throws InterruptedException {
        try {
            var request = TokenRequest.of(key, proofs.make(place), outbound, most);
            tally.departed();
            return switch (outbound.edge().exchange(request)) {
                case Answered answer -> read(answer, new AnswerRules(key.grant(), secrets, place));
                case Failed(EdgeFault fault, String detail) -> failed(fault, detail);
            };
        } catch (SecretUnreadableException e) {
            var reason = new Reason(ReasonCode.SECRET_UNREADABLE, String.valueOf(e.getMessage()));
            return new Transient(reason, Bound.TOKEN, null);
        }
    }

    private FetchOutcome read(Answered answer, AnswerRules rules) {
        var now = clock.instant();
        return switch (answer.status()) {
            case 200, 201 ->
                TokenAnswer.read(answer, rules)
                        .waiting(RetryAfter.find(answer, now).orElse(null));
            default -> TokenRefusal.read(answer, rules, now);
        };
    }

    private static FetchOutcome failed(EdgeFault fault, String detail) {
        return switch (fault) {
            case ANSWER_TOO_LARGE, ANSWER_UNDECODABLE -> FetchOutcome.unusable(detail);
            case UNREACHABLE, TIMEOUT -> new Transient(new Reason(fault.reasonCode(), detail), Bound.ENDPOINT, null);
            case ADDRESS_FORBIDDEN, CERTIFICATE_UNTRUSTED, CERTIFICATE_HOST ->
                new Transient(new Reason(fault.reasonCode(), detail), Bound.TOKEN, null);
        };
    }
}
