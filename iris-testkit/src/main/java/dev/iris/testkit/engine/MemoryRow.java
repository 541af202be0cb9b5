package dev.iris.testkit.engine;

import dev.iris.model.PendingUpdate;

/**
 * A pending row.
 *
 * @param version names this state of it; later states have higher ones
 * @param liveAt the version in which a rule or a replay asked for a message last; 0 when none did
 * @param batchAt the version in which a batch did; 0 when none did
 */
record MemoryRow(PendingUpdate update, long version, long liveAt, long batchAt) {}
