package dev.iris.deliver;

import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;

/** What became of one attempt to deliver one message. */
sealed interface AttemptOutcome {
    /** The partner acknowledged the message. */
    record Delivered() implements AttemptOutcome {}

    /** The partner answered with a status that says that the token is no longer good. */
    record Unauthorised(int status) implements AttemptOutcome {}

    /**
     * The partner asked to be sent less (429).
     *
     * @param pause how long it asked to wait; zero when it did not say
     */
    record Throttled(Duration pause) implements AttemptOutcome {}

    /**
     * The partner answered with any other status that is no success.
     *
     * @param error of a Bearer challenge (RFC 6750 section 3.1), a plain word; empty when there was none
     */
    record Rejected(int status, String error) implements AttemptOutcome {}

    /** No whole answer came. */
    record Unreachable(Reason reason) implements AttemptOutcome {}

    /** No answer came in time; the connection is closed. */
    record TimedOut() implements AttemptOutcome {}

    /**
     * Nothing was sent, since there is no token.
     *
     * @param pause how long until the token endpoint is asked again
     * @param wasRejected whether the partner rejected the token that this message was sent with before
     */
    record Tokenless(Reason reason, Duration pause, boolean wasRejected) implements AttemptOutcome {}

    /** Nothing was sent, since the token endpoint grants none until somebody changes something. */
    record Barred(Reason reason) implements AttemptOutcome {}

    /** Whether sending the same message again at once can help. */
    default boolean retryCanHelp() {
        return switch (this) {
            case Rejected(int status, var _) -> status >= 500 || status == 408 || status == 425;
            case Throttled(Duration pause) -> pause.compareTo(Duration.ofSeconds(1)) <= 0;
            case Unreachable(Reason reason) -> reason.code() == ReasonCode.UNREACHABLE;
            case TimedOut _ -> true;
            case Delivered _, Unauthorised _, Tokenless _, Barred _ -> false;
        };
    }

    /** How long the partner asked to be left alone. */
    default Duration askedWait() {
        return switch (this) {
            case Throttled(Duration pause) -> pause;
            case Tokenless(Reason _, Duration pause, boolean _) -> pause;
            case Delivered _, Unauthorised _, Rejected _, Unreachable _, TimedOut _, Barred _ -> Duration.ZERO;
        };
    }

    /** The outcome in one word for logs. */
    default String word() {
        return switch (this) {
            case Delivered _ -> "delivered";
            case Unauthorised _ -> "unauthorised";
            case Throttled _ -> "throttled";
            case Rejected(int status, var _) -> "rejected-" + status;
            case Unreachable(Reason reason) -> reason.code().code();
            case TimedOut _ -> "timeout";
            case Tokenless(Reason reason, Duration _, boolean _) ->
                "tokenless-" + reason.code().code();
            case Barred(Reason reason) -> "barred-" + reason.code().code();
        };
    }

    /** Why nothing was delivered, for an operator; not to be asked of {@link Delivered}. */
    default Reason reason() {
        return switch (this) {
            case Delivered _ -> throw new IllegalStateException("delivered (expected: a failure)");
            case Unauthorised(int status) ->
                new Reason(ReasonCode.UNEXPECTED_STATUS, "status " + status + " to a fresh token");
            case Throttled _ -> new Reason(ReasonCode.THROTTLED, "status 429");
            case Rejected(int status, var _)
            when status >= 300 && status < 400 -> new Reason(ReasonCode.REDIRECT, "status " + status);
            case Rejected(int status, var error) ->
                new Reason(
                        ReasonCode.UNEXPECTED_STATUS, "status " + status + (error.isEmpty() ? "" : ", error " + error));
            case Unreachable(Reason reason) -> reason;
            case TimedOut _ -> Reason.of(ReasonCode.TIMEOUT);
            case Tokenless(Reason reason, Duration _, boolean _) -> reason;
            case Barred(Reason reason) -> reason;
        };
    }
}
