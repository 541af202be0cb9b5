package dev.iris.partner;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The bearer tokens that are good now: made at random for this run, never shown. Thread-safe. */
final class IssuedTokens {
    /** Beyond so many the oldest expires. */
    static final int MOST = 1_000;

    private static final int LENGTH = 120;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final InstantSource clock;
    private final RandomGenerator random;
    private final TokenLife life;
    private final Map<String, Long> deadlines = new LinkedHashMap<>();

    IssuedTokens(InstantSource clock, RandomGenerator random, TokenLife life) {
        this.clock = clock;
        this.random = random;
        this.life = life;
    }

    synchronized String issue() {
        if (deadlines.size() == MOST) {
            deadlines.remove(deadlines.keySet().iterator().next());
        }
        var token = random.ints(LENGTH, 0, ALPHABET.length())
                .collect(StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
                .toString();
        deadlines.put(token, deadline());
        return token;
    }

    synchronized boolean isGood(String token) {
        var deadline = deadlines.get(token);
        return deadline != null && clock.millis() < deadline;
    }

    synchronized void expireAll() {
        deadlines.clear();
    }

    private long deadline() {
        return switch (life) {
            case TokenLife.Untold() -> Long.MAX_VALUE;
            case TokenLife.Told(Duration expiresIn) -> clock.millis() + expiresIn.toMillis();
        };
    }
}
