package dev.iris.cli.bench;

import java.util.List;

/**
 * The events of one request that is about to be posted.
 *
 * @param lines one a line
 * @param samples those of them that are timed
 */
record Departure(CharSequence lines, int events, List<Sample> samples) {
    /** A device whose one event is timed. */
    record Sample(Samples book, int number) {}

    /** The answer came. */
    void accepted(long micros) {
        samples.forEach(sample -> sample.book().accepted(sample.number(), micros));
    }
}
