package dev.iris.testkit.engine;

import static java.util.Comparator.comparing;

import dev.iris.engine.DeadLetter;
import dev.iris.model.DeviceId;
import java.util.Comparator;

/** What a destination has at most one dead letter of. */
record LetterName(DeviceId device, String partnerUuid) implements Comparable<LetterName> {
    private static final String SEPARATOR = "/";
    private static final Comparator<LetterName> ORDER =
            comparing(LetterName::device).thenComparing(LetterName::partnerUuid);

    static LetterName of(DeadLetter letter) {
        return new LetterName(letter.entry().device(), letter.entry().partnerUuid());
    }

    /** The letter behind which a page begins. */
    static LetterName atPlace(String place) {
        int end = place.indexOf(SEPARATOR);
        if (end < 1) {
            throw new IllegalArgumentException(
                    "a place among dead letters is malformed (expected: as a page named it)");
        }
        return new LetterName(new DeviceId(place.substring(0, end)), place.substring(end + 1));
    }

    String place() {
        return device.value() + SEPARATOR + partnerUuid;
    }

    @Override
    public int compareTo(LetterName other) {
        return ORDER.compare(this, other);
    }
}
