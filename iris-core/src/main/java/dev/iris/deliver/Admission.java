package dev.iris.deliver;

import dev.iris.oauth.TokenStatus;
import dev.iris.observe.Reason;
import java.time.Duration;
import java.util.Optional;

/** Where a destination's passes come from: a token that is fetched, or a secret that stays. Thread-safe. */
sealed interface Admission extends AutoCloseable permits TokenAdmission, FixedAdmission {
    /** What asking for a pass gave. */
    sealed interface Answer {
        /** A pass to send. */
        record Granted(Pass pass) implements Answer {}

        /**
         * None now, for a cause that may pass by itself.
         *
         * @param pause how long until asking helps
         */
        record Later(Reason reason, Duration pause) implements Answer {}

        /**
         * None until somebody changes something.
         *
         * @param pause how long until one request looks whether that has happened
         */
        record Barred(Reason reason, Duration pause) implements Answer {}
    }

    /** A pass to send; waits for one under way, at most so long. */
    Answer take(Duration most) throws InterruptedException;

    /** As {@link #take}, but leaves a pass that is good for one attempt to whoever takes it next. */
    Answer await(Duration most) throws InterruptedException;

    /** The partner did not take this pass; says whether another can be had that it may take. */
    boolean refused(Pass pass);

    /** Ends every wait. */
    void retryNow();

    /** Drops what is held and waits, at most so long, for another; does nothing where secrets stay. */
    void renew(Duration most) throws InterruptedException;

    /** Where the token stands; that of none where there is none. */
    TokenStatus status();

    /** Why there is no token; empty when there is one or none is needed. */
    Optional<Reason> findFailure();

    /** Ends the use; closing again changes nothing. */
    @Override
    void close();
}
