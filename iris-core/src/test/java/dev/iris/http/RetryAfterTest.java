package dev.iris.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.HttpsResult.Answered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "7, PT7S",
        "' 7 ', PT7S",
        "86400, PT1H",
        "999999999999999999, PT1H",
        "99999999999999999999, PT1H",
        "00000000000000000000007, PT7S",
        "'Monday, 23-Nov-26 10:00:07 GMT', PT7S",
        "'Mon Nov 23 10:00:07 2026', PT7S",
        "'Tue Dec  1 10:00:00 2026', PT1H",
        "'Sunday, 06-Nov-75 08:49:37 GMT', PT1H",
        "'Mon, 23 Nov 2026 10:00:07 GMT', PT7S",
        "'Tue, 24 Nov 2026 10:00:00 GMT', PT1H"
    })
    void secondsAndDatesAreReadAndCapped(String value, Duration wait) {
        assertThat(RetryAfter.find(answer(value), NOW)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-5",
                "soon",
                "",
                "1.5",
                "7, 9",
                "Mon, 23 Nov 2026 09:59:00 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                "Mon, 32 Nov 2026 10:00:00 GMT",
                "Mon, 23 Nov 2026 10:00:07 CET"
            })
    void thePastAndTheUnreadableAskForNothing(String value) {
        assertThat(RetryAfter.find(answer(value), NOW)).isEmpty();
    }

    @Test
    void noHeaderAsksForNothing() {
        assertThat(RetryAfter.find(new Answered(429, List.of(), Body.EMPTY), NOW))
                .isEmpty();
    }

    private static Answered answer(String value) {
        return new Answered(429, List.of(new HttpHeader("retry-after", value)), Body.EMPTY);
    }
}
