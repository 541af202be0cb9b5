package dev.iris.cli.apply;

import dev.iris.json.JsonValue.JsonObject;
import java.util.List;

/** One thing to do at the server. */
public sealed interface Step {
    /** The destination concerned. */
    long destination();

    /** What it changes. */
    List<DiffLine> lines();

    /** Makes a destination that is not there. */
    record Create(Wanted wanted, List<DiffLine> lines) implements Step {
        @Override
        public long destination() {
            return wanted.id();
        }
    }

    /**
     * Makes a destination another.
     *
     * @param etag of what was compared
     */
    record Change(Wanted wanted, String etag, List<DiffLine> lines) implements Step {
        @Override
        public long destination() {
            return wanted.id();
        }
    }

    /**
     * Unmaps a destination's segments and deletes it.
     *
     * @param etag of what was read
     * @param unmapped the document without mappings
     */
    record Delete(long destination, String etag, JsonObject unmapped, List<DiffLine> lines) implements Step {}
}
