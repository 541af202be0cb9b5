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

    /** Never answers; the connection stays open until the other side closes it. */
    record Hang() implements Fault {}

    /** Resets the TCP connection. */
    record Reset(Moment moment) implements Fault {}

    /** Forgets every token issued before, then answers as always. */
    record ExpireTokens() implements Fault {}

    /** Resets every connection, this one too, and each new one for that long. */
    record Away(Duration time) implements Fault {
        public Away {
            requireWait("away", time);
        }
    }

    /** When a connection is reset. */
    enum Moment {
        /** The request was read and nothing was answered. */
        BEFORE_ANSWER,
        /** Half of an answer with status 200 was sent. */
        HALF_ANSWER
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
