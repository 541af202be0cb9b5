package dev.iris.cli.bench;

import dev.iris.partner.PartnerSettings;

/**
 * A destination of a load. Its partner calls its segments by the sample's ids, whatever events call them.
 *
 * @param credential of a client of its own, so that its token is nobody else's
 * @param segments as events name them
 */
record LoadDestination(String id, String credential, SegmentPair segments) {
    /** The only one of a load that needs no more. */
    static final LoadDestination ONLY =
            new LoadDestination("423", PartnerSettings.SAMPLE_CREDENTIAL, SegmentPair.SAMPLE);

    /** One of many. */
    static LoadDestination numbered(int number) {
        return new LoadDestination(
                Integer.toString(number), "bG9hZDo" + number, new SegmentPair("1" + number, "2" + number));
    }
}
