package dev.iris.cli.bench;

/** The two segments that a destination's devices enter and leave, by the ids under which it knows them or events name them. */
record SegmentPair(String first, String second) {
    /** What every partner of a load calls the two. */
    static final SegmentPair SAMPLE = new SegmentPair("14356", "12176");
}
