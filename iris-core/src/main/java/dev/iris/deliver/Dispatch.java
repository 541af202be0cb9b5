package dev.iris.deliver;

import dev.iris.format.StandardFormat;
import dev.iris.model.Destination;
import dev.iris.model.Message;
import dev.iris.oauth.AccessToken;
import dev.iris.oauth.TokenResult;
import dev.iris.oauth.TokenSource;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The way of one message: render, take a token, send, classify, and once more where that helps. A 401 drops exactly the token that
 * was sent, and the same bytes go again at once with another one, outside the retry budget. Confined to one message.
 */
final class Dispatch {
    /** How long a message waits for a token; longer than a token request may take. */
    static final Duration TOKEN_WAIT = Duration.ofSeconds(15);

    /** A pause of the token endpoint that is waited out instead of taking the devices back. */
    private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final Destination destination;
    private final TokenSource tokens;
    private final RecentAttempts attempts;
    private final CourierKit kit;
    private final BooleanSupplier stopping;
    private int retriesLeft;
    private boolean renewed;
    private boolean waitedForToken;

    /** A dispatch that makes no retries any more once {@code stopping} says so. */
    Dispatch(
            Destination destination,
            TokenSource tokens,
            RecentAttempts attempts,
            CourierKit kit,
            BooleanSupplier stopping) {
        this.destination = destination;
        this.tokens = tokens;
        this.attempts = attempts;
        this.kit = kit;
        this.stopping = stopping;
        this.retriesLeft = destination.delivery().retries();
    }

    AttemptOutcome deliver(Message message) throws InterruptedException {
        var body = StandardFormat.render(message);
        var outcome = attempt(message, body);
        while (goesAgain(outcome)) {
            outcome = attempt(message, body);
        }
        return outcome;
    }

    private AttemptOutcome attempt(Message message, byte[] body) throws InterruptedException {
        return switch (tokens.take(TOKEN_WAIT)) {
            case TokenResult.Granted(AccessToken token) -> attempt(message, body, token);
            case TokenResult.Unavailable(var reason, var wait) -> new AttemptOutcome.Tokenless(reason, wait, renewed);
            case TokenResult.Refused(var reason, var _) -> new AttemptOutcome.Barred(reason);
        };
    }

    private AttemptOutcome attempt(Message message, byte[] body, AccessToken token) throws InterruptedException {
        long startNanos = kit.ticker().nanos();
        var outcome = kit.endpoint().send(destination, body, token);
        note(message.users().size(), outcome, Duration.ofNanos(kit.ticker().nanos() - startNanos));
        if (outcome instanceof AttemptOutcome.Delivered) {
            token.accept();
        }
        if (outcome instanceof AttemptOutcome.Unauthorised) {
            tokens.reject(token);
        }
        return outcome;
    }

    private boolean goesAgain(AttemptOutcome outcome) throws InterruptedException {
        return renews(outcome) || waitsForToken(outcome) || retries(outcome);
    }

    /** A 401 that a fresh token may cure; once a message. */
    private boolean renews(AttemptOutcome outcome) {
        boolean renews = outcome instanceof AttemptOutcome.Unauthorised && !renewed;
        renewed |= renews;
        return renews;
    }

    /** A short pause of the token endpoint is waited out; once a message. */
    private boolean waitsForToken(AttemptOutcome outcome) throws InterruptedException {
        if (!(outcome instanceof AttemptOutcome.Tokenless) || !isShort(outcome.askedWait()) || waitedForToken) {
            return false;
        }
        waitedForToken = true;
        kit.sleeper().sleep(outcome.askedWait());
        return true;
    }

    private boolean retries(AttemptOutcome outcome) throws InterruptedException {
        if (!outcome.retryCanHelp() || retriesLeft == 0 || stopping.getAsBoolean()) {
            return false;
        }
        retriesLeft--;
        var pause = kit.retryPause().wait(0);
        kit.sleeper().sleep(pause.compareTo(outcome.askedWait()) > 0 ? pause : outcome.askedWait());
        return true;
    }

    private static boolean isShort(Duration pause) {
        return pause.compareTo(SHORT_PAUSE) <= 0;
    }

    private void note(int users, AttemptOutcome outcome, Duration took) {
        attempts.add(Attempt.of(outcome, users, kit.clock().instant(), took));
        var level = outcome instanceof AttemptOutcome.Delivered ? Level.DEBUG : Level.INFO;
        LOG.atLevel(level)
                .addKeyValue("destination", destination.id())
                .addKeyValue("users", users)
                .addKeyValue("outcome", outcome.word())
                .addKeyValue("durationMillis", took.toMillis())
                .log("delivery.attempted");
    }
}
