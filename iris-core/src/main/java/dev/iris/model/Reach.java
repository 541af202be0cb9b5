package dev.iris.model;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Which devices a destination is told of, besides those that its mappings choose.
 *
 * @param sampleDenominator one device in so many is told of, always the same ones; 1 for all
 * @param withoutId whether a device without an id of the partner's data source is told of under an empty one
 */
public record Reach(int sampleDenominator, boolean withoutId) {
    /** Every device that has an id. */
    public static final Reach ALL = new Reach(1, false);

    /** The largest denominator. */
    public static final int MOST = 1_000_000;

    public Reach {
        if (sampleDenominator < 1 || sampleDenominator > MOST) {
            throw new IllegalArgumentException(
                    "sampleDenominator " + sampleDenominator + " (expected: 1 to " + MOST + ")");
        }
    }

    /** Whether a device is in the sample: the same for every destination with this denominator, and always. */
    public boolean includes(DeviceId device) {
        return sampleDenominator == 1 || Murmur2.slot(device.value().getBytes(US_ASCII), sampleDenominator) == 0;
    }
}
