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

    /** The partner answered that the credential which each request carries is not good (401). */
    record CredentialRefused(int status) implements AttemptOutcome {}

    /** Nothing was sent, since the template gives more than a message may be. */
    record Unrenderable(Reason reason) implements AttemptOutcome {}

    /**
     * The partner asked to be sent less (429).
     *
     * @param pause how long it asked to wait; zero when it did not say
     */
    record Throttled(Duration pause) implements AttemptOutcome {}

    /**
     * The partner answered with a status that says that it cannot take the message now.
     *
     * @param pause how long it asked to wait; zero when it did not say
     */
    record Failed(int status, Duration pause) implements AttemptOutcome {}

    /**
     * The partner answered with a status that says that it does not take the message.
     *
     * @param error of a Bearer challenge (RFC 6750 section 3.1), a plain word; empty when there was none
     */
    record Refused(int status, String error, Blame blame) implements AttemptOutcome {}

    /** Whose fault a refusal is. */
    enum Blame {
        /** That of something in the message. */
        ENTRY,
        /** That of something in the message if the partner takes others, else that of the destination. */
        DOUBTFUL,
        /** That of the destination. */
        DESTINATION
    }

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
            case Failed(int _, Duration pause) -> pause.compareTo(Duration.ofSeconds(1)) <= 0;
            case Throttled(Duration pause) -> pause.compareTo(Duration.ofSeconds(1)) <= 0;
            case Unreachable(Reason reason) -> reason.code() == ReasonCode.UNREACHABLE;
            case TimedOut _ -> true;
            case Delivered _, Unauthorised _, CredentialRefused _, Unrenderable _, Refused _, Tokenless _, Barred _ ->
                false;
        };
    }

    /** Whether something in the message may have caused it. */
    default boolean mayBeTheDevices() {
        return switch (this) {
            case Unauthorised _, Failed _, Refused _, Unreachable _, TimedOut _ -> true;
            case Delivered _, CredentialRefused _, Unrenderable _, Throttled _, Tokenless _, Barred _ -> false;
        };
    }

    /** How long the partner asked to be left alone. */
    default Duration askedWait() {
        return switch (this) {
            case Throttled(Duration pause) -> pause;
            case Failed(int _, Duration pause) -> pause;
            case Tokenless(Reason _, Duration pause, boolean _) -> pause;
            case Delivered _,
                    Unauthorised _,
                    CredentialRefused _,
                    Unrenderable _,
                    Refused _,
                    Unreachable _,
                    TimedOut _,
                    Barred _ -> Duration.ZERO;
        };
    }

    /** The outcome in one word for logs. */
    default String word() {
        return switch (this) {
            case Delivered _ -> "delivered";
            case Unauthorised _ -> "unauthorised";
            case CredentialRefused _ -> "credential-refused";
            case Unrenderable(Reason reason) -> reason.code().code();
            case Throttled _ -> "throttled";
            case Failed(int status, Duration _) -> "failed-" + status;
            case Refused(int status, var _, var _) -> "refused-" + status;
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
            case CredentialRefused(int status) -> new Reason(ReasonCode.CREDENTIAL_REFUSED, "status " + status);
            case Unrenderable(Reason reason) -> reason;
            case Throttled _ -> new Reason(ReasonCode.THROTTLED, "status 429");
            case Failed(int status, Duration _) -> new Reason(ReasonCode.UNEXPECTED_STATUS, "status " + status);
            case Refused(int status, var _, var _)
            when status >= 300 && status < 400 -> new Reason(ReasonCode.REDIRECT, "status " + status);
            case Refused(int status, var error, var _) ->
                new Reason(
                        ReasonCode.UNEXPECTED_STATUS, "status " + status + (error.isEmpty() ? "" : ", error " + error));
            case Unreachable(Reason reason) -> reason;
            case TimedOut _ -> Reason.of(ReasonCode.TIMEOUT);
            case Tokenless(Reason reason, Duration _, boolean _) -> reason;
            case Barred(Reason reason) -> reason;
        };
    }
}
