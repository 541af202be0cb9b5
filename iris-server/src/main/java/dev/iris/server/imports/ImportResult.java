package dev.iris.server.imports;

import dev.iris.server.control.ImportRecord;

/** What became of an import. */
public sealed interface ImportResult {
    /** Its stream was read, to its end or as far as it could be. */
    record Ended(ImportRecord record) implements ImportResult {}

    /** The engine ended its work before the stream ended; the same stream sent again goes on. */
    record EngineLost(ImportRecord record) implements ImportResult {}

    /** An import with its id is running; nothing was read. */
    record Running(ImportRecord record) implements ImportResult {}

    /** The stream is another one than that of which a part is durable under its id; nothing was taken. */
    record Differs(ImportRecord record) implements ImportResult {}

    /** As many imports are running as may; nothing was read. */
    record Full(int most) implements ImportResult {}
}
