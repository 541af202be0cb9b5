package dev.iris.oauth;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may know of a credential's token.
 *
 * @param age since the token was asked for; null when none is held
 * @param fetches token requests since the start of the server
 */
public record TokenStatus(Phase phase, @Nullable Duration age, long fetches) {
    /** Where a token stands. */
    public enum Phase {
        /** None is held and none was asked for, or the last one was rejected or expired. */
        NONE,
        /** One is held and used. */
        HELD,
        /** The last request for one failed; the next waits for its time. */
        FAILED;

        /** The phase as it stands in answers, such as {@code held}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Age of the held token. */
    public Optional<Duration> findAge() {
        return Optional.ofNullable(age);
    }
}
