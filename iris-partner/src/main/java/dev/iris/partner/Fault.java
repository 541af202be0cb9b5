package dev.iris.partner;

import java.time.Duration;
import java.util.Map;

/** One way in which the partner misbehaves on a request. Immutable. */
public sealed interface Fault {
    /** Answers so instead of doing the work; header names beyond the usual ones with their values. */
    record AnswerWith(int status, Map<String, String> headers, String body) implements Fault {
        private static final int MOST_BODY = 65_536;

        public AnswerWith {
            require(status >= 200 && status <= 599, "status: " + status + " (expected: 200 to 599)");
            require(body.length() <= MOST_BODY, "body: too long (expected: at most " + MOST_BODY + " characters)");
            headers = Map.copyOf(headers);
        }
    }

    /** Answers as always, but later. */
    record Delay(Duration time) implements Fault {
        public Delay {
            requireWait("delay", time);
        }
    }

    /** Does the work and sends its answer in wrong bytes. */
    record Garble(Garbling way) implements Fault {}

    /** Comes only to a certain moment of the exchange; then nothing more is said on its connection. */
    sealed interface BreakOff extends Fault {
        /** How far it comes. */
        Moment moment();
    }

    /** Says nothing more; the connection stays open until the other side closes it. */
    record Hang(Moment moment) implements BreakOff {
        /** Never answers. */
        public Hang() {
            this(Moment.BEFORE_ANSWER);
        }
    }

    /** Resets the TCP connection. */
    record Reset(Moment moment) implements BreakOff {}

    /** Ends the connection in order. */
    record Close(Moment moment) implements BreakOff {}

    /** Forgets every token issued before, then answers as always. */
    record ExpireTokens() implements Fault {}

    /** Resets every connection, this one too, and treats each new one so for that long. */
    record Shut(Door door, Duration time) implements Fault {
        public Shut {
            require(door != Door.OPEN, "door: open (expected: another)");
            requireWait(door.word(), time);
        }
    }

    /** The longest wait of any fault. */
    Duration LONGEST = Duration.ofHours(1);

    /** Answers with this status and an empty body. */
    static Fault status(int status) {
        return new AnswerWith(status, Map.of(), "");
    }

    /** Answers with this status, an empty body and a Retry-After in seconds. */
    static Fault status(int status, Duration retryAfter) {
        return new AnswerWith(status, Map.of("Retry-After", Long.toString(retryAfter.toSeconds())), "");
    }

    private static void requireWait(String what, Duration wait) {
        require(
                wait.isPositive() && wait.compareTo(LONGEST) <= 0,
                what + ": " + wait.toMillis() + "ms (expected: more than 0, at most 1h)");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
