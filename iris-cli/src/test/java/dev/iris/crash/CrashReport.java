package dev.iris.crash;

import dev.iris.partner.PartnerLedger.StaleEntry;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run came to.
 *
 * @param accepted events answered with 202
 * @param unanswered events whose answer never came
 * @param changes changes of the configuration
 * @param unansweredChanges those of them whose answer never came
 * @param findings the last account
 * @param outOfOrder segment entries that came after a newer one of the same device and destination
 * @param stale the latest of them
 * @param repeats user entries that told the partner nothing new
 * @param repeatsAllowed how many of those may be
 */
record CrashReport(
        long seed,
        int kills,
        long accepted,
        long unanswered,
        long changes,
        long unansweredChanges,
        Findings findings,
        long outOfOrder,
        List<StaleEntry> stale,
        long users,
        long repeats,
        RepeatBound repeatsAllowed) {

    /**
     * Which user entries may tell nothing new.
     *
     * @param kills in flight when the server was killed
     * @param failures taken by the partner whose answer said otherwise, or whose answer never came
     * @param oldNews asked for by the rules because of an event that was told late
     * @param replays asked for by replaying dead letters
     * @param batches told by a batch after they were told in real time
     */
    record RepeatBound(long kills, long failures, long oldNews, long replays, long batches) {
        long sum() {
            return kills + failures + oldNews + replays + batches;
        }
    }

    /** Everything that is not as it must be, in words. */
    List<String> wrong() {
        return Stream.concat(
                        findings.examples().stream(),
                        Stream.of(
                                        outOfOrder > 0 ? "out of order: " + stale : "",
                                        repeats > repeatsAllowed.sum()
                                                ? repeats + " repeats (expected: at most " + repeatsAllowed + ")"
                                                : "",
                                        accepted == 0 ? "no event was accepted" : "",
                                        findings.right() == 0 ? "nothing was compared" : "")
                                .filter(words -> !words.isEmpty()))
                .toList();
    }

    /** One line. */
    @Override
    public String toString() {
        return ("crash: seed %d, kills %d, events accepted %d, unanswered %d, changes %d, unanswered %d; spots right"
            + " %d, open %d, lost %d, invented %d, out of order %d; users %d, repeats %d (at most %d: in flight %d,"
            + " partner's failures %d, told late %d, replays %d, batches %d)")
                .formatted(
                        seed,
                        kills,
                        accepted,
                        unanswered,
                        changes,
                        unansweredChanges,
                        findings.right(),
                        findings.open(),
                        findings.lost(),
                        findings.invented(),
                        outOfOrder,
                        users,
                        repeats,
                        repeatsAllowed.sum(),
                        repeatsAllowed.kills(),
                        repeatsAllowed.failures(),
                        repeatsAllowed.oldNews(),
                        repeatsAllowed.replays(),
                        repeatsAllowed.batches());
    }
}
