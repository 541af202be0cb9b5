package dev.iris.rocksdb;

import dev.iris.testkit.engine.BatchChangesContract;
import dev.iris.testkit.engine.DeadLettersContract;
import dev.iris.testkit.engine.EngineOpening;
import dev.iris.testkit.engine.EventIntakeContract;
import dev.iris.testkit.engine.OutboxContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class RocksContractsIT {
    private static EngineOpening in(Path folder) {
        return (catalog, clock, ticker) -> RocksEngine.open(folder, catalog, clock, ticker);
    }

    @Nested
    final class EventIntakeIT extends EventIntakeContract {
        EventIntakeIT(@TempDir Path folder) {
            super(in(folder));
        }
    }

    @Nested
    final class OutboxIT extends OutboxContract {
        OutboxIT(@TempDir Path folder) {
            super(in(folder));
        }
    }

    @Nested
    final class DeadLettersIT extends DeadLettersContract {
        DeadLettersIT(@TempDir Path folder) {
            super(in(folder));
        }
    }

    @Nested
    final class BatchChangesIT extends BatchChangesContract {
        BatchChangesIT(@TempDir Path folder) {
            super(in(folder));
        }
    }
}
