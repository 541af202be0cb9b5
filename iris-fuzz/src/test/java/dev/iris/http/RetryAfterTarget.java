package dev.iris.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.fuzz.FuzzTarget;
import dev.iris.http.HttpsResult.Answered;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The value of a {@code Retry-After} header: the wait is within its bounds, seconds are exact, and a date comes nearer. */
public final class RetryAfterTarget implements FuzzTarget {
    private static final Instant NOW = Instant.parse("2026-11-23T16:17:22.125Z");
    private static final BigInteger MOST = BigInteger.valueOf(RetryAfter.MOST.toSeconds());

    @Override
    public void check(byte[] input) {
        var text = new String(input, ISO_8859_1);
        var wait = find(text, NOW);
        wait.ifPresent(found -> assertThat(found).isPositive().isLessThanOrEqualTo(RetryAfter.MOST));
        if (text.strip().matches("[0-9]+")) {
            assertThat(wait.map(Duration::toSeconds).orElse(0L))
                    .isEqualTo(new BigInteger(text.strip()).min(MOST).longValueExact());
            return;
        }
        wait.filter(found -> found.compareTo(RetryAfter.MOST) < 0)
                .ifPresent(found -> assertThat(find(text, NOW.plusSeconds(1)).orElse(Duration.ZERO))
                        .isEqualTo(atLeastZero(found.minusSeconds(1))));
    }

    private static Optional<Duration> find(String text, Instant now) {
        return RetryAfter.find(new Answered(503, List.of(new HttpHeader("retry-after", text)), Body.EMPTY), now);
    }

    private static Duration atLeastZero(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
