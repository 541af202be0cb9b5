package dev.iris.testkit.engine;

import dev.iris.model.PendingUpdate;

/**
 * A pending row.
 *
 * @param version names this state of it; later states have higher ones
 * @param askedAt the version in which a rule or a replay asked for a message last; 0 when none did since it lay dormant
 */
record MemoryRow(PendingUpdate update, long version, long askedAt) {}
