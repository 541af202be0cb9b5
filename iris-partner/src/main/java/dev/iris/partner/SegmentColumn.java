package dev.iris.partner;

import dev.iris.partner.PartnerLedger.SegmentState;
import dev.iris.partner.SegmentMessage.Qualification;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last states of one device's segments under one partner id, sorted by segment: three arrays, for there are many of these.
 * Guarded by its device's line.
 */
final class SegmentColumn {
    private static final int FIRST = 2;

    private String[] segments = new String[FIRST];
    private long[] stamps = new long[FIRST];
    private long[] arrivals = new long[FIRST];
    private int size;

    /** Whether each of these stands here with the same status and time. */
    boolean holds(List<Qualification> qualifications) {
        for (var qualification : qualifications) {
            int at = find(qualification.segment());
            if (at < 0 || stamps[at] != stamp(qualification)) {
                return false;
            }
        }
        return true;
    }

    /** Sets the state unless a later one is known, whose time is then answered. */
    Optional<Instant> take(PartnerLedger ledger, Qualification qualification) {
        long arrival = ledger.nextArrival();
        int at = find(qualification.segment());
        if (at >= 0 && stamps[at] >> 1 > qualification.epochSecond()) {
            return Optional.of(Instant.ofEpochSecond(stamps[at] >> 1));
        }
        int place = at >= 0 ? at : insert(-at - 1, ledger.shared(qualification.segment()));
        stamps[place] = stamp(qualification);
        arrivals[place] = arrival;
        return Optional.empty();
    }

    Map<String, SegmentState> states() {
        var states = HashMap.<String, SegmentState>newHashMap(size);
        for (int i = 0; i < size; i++) {
            var dateTime = Instant.ofEpochSecond(stamps[i] >> 1);
            states.put(segments[i], new SegmentState((stamps[i] & 1) == 1, dateTime, arrivals[i]));
        }
        return states;
    }

    private int find(String segment) {
        return Arrays.binarySearch(segments, 0, size, segment);
    }

    private int insert(int at, String segment) {
        if (size == segments.length) {
            grow();
        }
        System.arraycopy(segments, at, segments, at + 1, size - at);
        System.arraycopy(stamps, at, stamps, at + 1, size - at);
        System.arraycopy(arrivals, at, arrivals, at + 1, size - at);
        segments[at] = segment;
        size++;
        return at;
    }

    private void grow() {
        int length = segments.length + (segments.length >> 1) + 1;
        segments = Arrays.copyOf(segments, length);
        stamps = Arrays.copyOf(stamps, length);
        arrivals = Arrays.copyOf(arrivals, length);
    }

    /** Seconds and status in one number. */
    private static long stamp(Qualification qualification) {
        return qualification.epochSecond() << 1 | (qualification.active() ? 1 : 0);
    }
}
