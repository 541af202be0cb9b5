package dev.iris.rocksdb;

import dev.iris.engine.LetterSearch;
import java.util.List;

/**
 * Dead letters that one write is to end.
 *
 * @param keys at most {@link #MOST}
 * @param search by which they were found; one that has changed since is looked at again
 */
record LetterPart(List<LetterKey> keys, LetterSearch search) {
    /** Letters of one write: events behind it wait no longer than behind a full group of events. */
    static final int MOST = 1_000;

    LetterPart {
        keys = List.copyOf(keys);
    }
}
