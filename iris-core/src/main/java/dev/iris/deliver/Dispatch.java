package dev.iris.deliver;

import dev.iris.deliver.Admission.Answer;
import dev.iris.format.Rendered;
import dev.iris.format.TemplateLimitException;
import dev.iris.model.Destination;
import dev.iris.model.Message;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
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
    private final Admission admission;
    private final RecentAttempts attempts;
    private final CourierKit kit;
    private final BooleanSupplier stopping;
    private int retriesLeft;
    private boolean renewed;
    private boolean mayRenew;
    private boolean waitedForToken;

    /** A dispatch that makes no retries any more once {@code stopping} says so. */
    Dispatch(
            Destination destination,
            Admission admission,
            RecentAttempts attempts,
            CourierKit kit,
            BooleanSupplier stopping) {
        this.destination = destination;
        this.admission = admission;
        this.attempts = attempts;
        this.kit = kit;
        this.stopping = stopping;
        this.retriesLeft = destination.delivery().retries();
    }

    AttemptOutcome deliver(Message message) throws InterruptedException {
        try {
            return deliver(message, kit.formats().of(destination).render(message, kit.random()));
        } catch (TemplateLimitException e) {
            var outcome = new AttemptOutcome.Unrenderable(tooMuch(e));
            note(message.users().size(), outcome, Duration.ZERO);
            return outcome;
        }
    }

    static Reason tooMuch(TemplateLimitException e) {
        return new Reason(ReasonCode.TEMPLATE_LIMIT, String.valueOf(e.getMessage()));
    }

    private AttemptOutcome deliver(Message message, Rendered rendered) throws InterruptedException {
        var outcome = attempt(message, rendered);
        while (goesAgain(outcome)) {
            outcome = attempt(message, rendered);
        }
        return outcome;
    }

    private AttemptOutcome attempt(Message message, Rendered rendered) throws InterruptedException {
        return switch (admission.take(TOKEN_WAIT)) {
            case Answer.Granted(Pass pass) -> attempt(message, rendered, pass);
            case Answer.Later(var reason, var wait) -> new AttemptOutcome.Tokenless(reason, wait, renewed);
            case Answer.Barred(var reason, var _) -> new AttemptOutcome.Barred(reason);
        };
    }

    private AttemptOutcome attempt(Message message, Rendered rendered, Pass pass) throws InterruptedException {
        long startNanos = kit.ticker().nanos();
        var outcome = kit.endpoint().send(destination, rendered, pass);
        note(message.users().size(), outcome, Duration.ofNanos(kit.ticker().nanos() - startNanos));
        if (outcome instanceof AttemptOutcome.Delivered) {
            pass.accept();
        }
        if (isRefusedPass(outcome)) {
            mayRenew = admission.refused(pass);
        }
        return outcome;
    }

    private boolean goesAgain(AttemptOutcome outcome) throws InterruptedException {
        return renews(outcome) || waitsForToken(outcome) || retries(outcome);
    }

    /** A 401 that a fresh token, or the other of two secrets, may cure; once a message. */
    private boolean renews(AttemptOutcome outcome) {
        boolean renews = isRefusedPass(outcome) && mayRenew && !renewed;
        renewed |= renews;
        return renews;
    }

    /** A short pause of the token endpoint is waited out, once a message; not when what it gives is of no use. */
    private boolean waitsForToken(AttemptOutcome outcome) throws InterruptedException {
        boolean mayPass = outcome instanceof AttemptOutcome.Tokenless(var reason, var pause, var _)
                && reason.code() != ReasonCode.TOKEN_UNUSABLE
                && isShort(pause);
        if (!mayPass || waitedForToken) {
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

    private static boolean isRefusedPass(AttemptOutcome outcome) {
        return outcome instanceof AttemptOutcome.Unauthorised || outcome instanceof AttemptOutcome.CredentialRefused;
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
