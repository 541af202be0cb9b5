package dev.iris.engine;

import dev.iris.model.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant: those to which every part applies.
 *
 * @param since given up at that server time or later; null for any
 * @param until given up before that server time; null for any
 * @param device of that device; null for any
 */
public record LetterSearch(
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable DeviceId device) {
    /** All of them. */
    public static final LetterSearch ALL = new LetterSearch(null, null, null);

    /** Whether a letter is meant. */
    public boolean finds(DeadLetter letter) {
        return (since == null || !letter.diedAt().isBefore(since))
                && (until == null || letter.diedAt().isBefore(until))
                && (device == null || letter.entry().device().equals(device));
    }
}
