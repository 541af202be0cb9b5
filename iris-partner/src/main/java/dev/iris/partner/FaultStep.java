package dev.iris.partner;

import java.time.Duration;
import java.util.Set;

/**
 * One line of a fault script: the steps of an endpoint follow each other, and each waits for its turn; one for single users
 * waits for no other.
 *
 * @param on the endpoint whose requests it concerns
 * @param from how long after the partner's start it begins, zero or more
 * @param after how many requests of that endpoint pass untouched first, 0 or more
 * @param span how many requests it then concerns
 * @param share which share of those it hits, chosen at random: above 0, at most 1
 * @param above how many of those it lets pass within any second, from 0; only what comes beyond is hit
 * @param users devices or partner ids: it concerns only messages that hold one of them; all requests when there are none
 * @param fault what it does to them
 */
public record FaultStep(
        Endpoint on, Duration from, long after, Span span, double share, int above, Set<String> users, Fault fault) {
    /** Upper bound of {@code above}. */
    static final int MOST_ABOVE = 100_000;

    public FaultStep {
        if (after < 0) {
            throw new IllegalArgumentException("after: " + after + " (expected: 0 or more)");
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share: " + share + " (expected: above 0, at most 1)");
        }
        if (above < 0 || above > MOST_ABOVE) {
            throw new IllegalArgumentException("above: " + above + " (expected: 0 to " + MOST_ABOVE + ")");
        }
        if (from.isNegative()) {
            throw new IllegalArgumentException("from: " + from.toMillis() + "ms (expected: 0 or more)");
        }
        if (!users.isEmpty() && on != Endpoint.SEGMENTS) {
            throw new IllegalArgumentException("users: " + users + " (expected: none on " + on.word() + ")");
        }
        users = Set.copyOf(users);
    }

    /** How long a step lasts. */
    public sealed interface Span {
        /** That many requests. */
        record Times(long requests) implements Span {
            public Times {
                if (requests < 1) {
                    throw new IllegalArgumentException("times: " + requests + " (expected: 1 or more)");
                }
            }
        }

        /** Every request within that time of the first one, or of the moment at which the step begins if one is told. */
        record For(Duration time) implements Span {
            public For {
                if (!time.isPositive()) {
                    throw new IllegalArgumentException("for: " + time.toMillis() + "ms (expected: more than 0)");
                }
            }
        }
    }

    /** The next request of the endpoint. */
    public static FaultStep next(Endpoint on, Fault fault) {
        return times(on, 1, fault);
    }

    /** The next requests of the endpoint. */
    public static FaultStep times(Endpoint on, long requests, Fault fault) {
        return new FaultStep(on, Duration.ZERO, 0, new Span.Times(requests), 1, 0, Set.of(), fault);
    }

    /** All requests of the endpoint within that time of the first one. */
    public static FaultStep during(Endpoint on, Duration time, Fault fault) {
        return new FaultStep(on, Duration.ZERO, 0, new Span.For(time), 1, 0, Set.of(), fault);
    }

    /** The same step, begun only when so many requests passed untouched. */
    public FaultStep startingAfter(long requests) {
        return new FaultStep(on, from, requests, span, share, above, users, fault);
    }

    /** The same step, of which a share is hit. */
    public FaultStep hitting(double part) {
        return new FaultStep(on, from, after, span, part, above, users, fault);
    }

    /** The same step, which lets so many requests pass within any second. */
    public FaultStep lettingPass(int most) {
        return new FaultStep(on, from, after, span, share, most, users, fault);
    }

    /** The same step, begun only so long after the partner's start. */
    public FaultStep startingAt(Duration sinceStart) {
        return new FaultStep(on, sinceStart, after, span, share, above, users, fault);
    }

    /** The same step for messages that hold one of these devices or partner ids. */
    public FaultStep ofUsers(String... some) {
        return new FaultStep(on, from, after, span, share, above, Set.of(some), fault);
    }
}
