package dev.iris.deliver;

import dev.iris.model.DestinationNumber;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;

/** What a courier has learnt of its partner, and goes by in what it sends next. Thread-safe. */
final class Experience {
    private final DestinationNumber number;
    private final Tally tally;
    private final Circuit circuit;
    private final Parking parking;
    private final SendingPace pace;
    private final Acceptance acceptance = new Acceptance();
    private final Suspects suspects = new Suspects();
    private final FailureCounts failures = new FailureCounts();
    private final Rest rest;
    private volatile long retriedAt;

    /** @param rest of the dispatcher; it ends when the partner takes messages again */
    Experience(DestinationNumber number, CourierKit kit, Tally tally, Rest rest) {
        this.number = number;
        this.tally = tally;
        this.circuit = new Circuit(kit.backoff(), kit.ticker());
        this.parking = new Parking(kit.ticker());
        this.pace = new SendingPace(kit.ticker());
        this.rest = rest;
    }

    DestinationNumber number() {
        return number;
    }

    Tally tally() {
        return tally;
    }

    Circuit circuit() {
        return circuit;
    }

    Parking parking() {
        return parking;
    }

    SendingPace pace() {
        return pace;
    }

    Acceptance acceptance() {
        return acceptance;
    }

    Suspects suspects() {
        return suspects;
    }

    FailureCounts failures() {
        return failures;
    }

    /**
     * The partner took a message.
     *
     * @param sent moment at which it was sent
     * @param isFull whether another device such as those in it would not have fitted
     */
    void accepted(int users, long sent, int inFlight, int mostInFlight, boolean isFull) {
        tally.delivered(users);
        acceptance.accepted(sent);
        pace.succeeded(mostInFlight, inFlight, isFull);
        boolean unparks = parking.unpark();
        boolean closes = circuit.succeeded();
        if (closes) {
            pace.restart();
        }
        if (unparks || closes) {
            rest.end();
        }
    }

    /**
     * The partner did not take a message, and not because of something in it.
     *
     * @param isLoner whether that may be because of the one device in it after all
     */
    void failed(AttemptOutcome outcome, Departure sent, int inFlight, boolean isLoner) {
        switch (outcome) {
            case AttemptOutcome.Unauthorised _ -> {
                if (isNews(sent)) {
                    park(outcome.reason());
                }
            }
            case AttemptOutcome.CredentialRefused _ -> {
                if (isNews(sent)) {
                    park(outcome.reason());
                }
            }
            case AttemptOutcome.Unrenderable(var reason) -> parking.park(reason);
            case AttemptOutcome.Barred(var reason) -> parking.parkByTokens(reason);
            case AttemptOutcome.Tokenless(var _, var pause, var wasRejected) -> {
                circuit.failed(pause);
                if (wasRejected && isNews(sent)) {
                    parking.parkAgain();
                }
            }
            case AttemptOutcome.Refused(var _, var _, var blame) -> {
                if (blame != AttemptOutcome.Blame.ENTRY) {
                    park(outcome.reason());
                }
            }
            case AttemptOutcome.Throttled(var pause) -> {
                if (circuit.position() == CircuitPosition.CLOSED) {
                    pace.throttled(sent.nanos(), pause);
                } else {
                    pace.pause(pause); // a probe says nothing of a rate
                }
                circuit.failed(Duration.ZERO);
            }
            case AttemptOutcome.Failed _, AttemptOutcome.Unreachable _, AttemptOutcome.TimedOut _ -> {
                if (!isLoner) {
                    pace.failed(sent.nanos(), inFlight);
                    circuit.failed(outcome.askedWait());
                }
            }
            case AttemptOutcome.Delivered _ -> throw new IllegalArgumentException("delivered (expected: a failure)");
        }
    }

    /** An entry was refused alone; says whether it seems to be the partner that refuses everything. */
    boolean refusesEverything(Bisection.RefusedEntry refused) {
        boolean inARow = suspects.note(refused);
        boolean probed = parking.find().isPresent();
        if (probed) {
            suspects.forget(refused.entry().device());
        }
        if (inARow || probed) {
            park(new Reason(
                    ReasonCode.REFUSES_EVERYTHING, refused.outcome().reason().detail()));
        }
        return inARow || probed;
    }

    /** An operator wants the next attempt at once: what departed before tells nothing of what is tried now. */
    void retryNow() {
        retriedAt = acceptance.moment();
        parking.retryNow();
        circuit.retryNow();
        pace.retryNow();
    }

    /** Whether a rejection of a token tells something: not after the partner took what departed later, or was to be tried anew. */
    private boolean isNews(Departure sent) {
        return sent.moment() > retriedAt && !acceptance.tookOneSentAfter(sent.moment());
    }

    private void park(Reason reason) {
        parking.park(reason);
        acceptance.distrust();
    }
}
