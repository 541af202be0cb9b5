package dev.iris.testkit.engine;

import org.junit.jupiter.api.Nested;

class MemoryContractsTest {
    @Nested
    final class EventIntakeTest extends EventIntakeContract {
        EventIntakeTest() {
            super(new Memory()::open);
        }
    }

    @Nested
    final class OutboxTest extends OutboxContract {
        OutboxTest() {
            super(new Memory()::open);
        }
    }

    @Nested
    final class DeadLettersTest extends DeadLettersContract {
        DeadLettersTest() {
            super(new Memory()::open);
        }
    }

    @Nested
    final class BatchChangesTest extends BatchChangesContract {
        BatchChangesTest() {
            super(new Memory()::open);
        }
    }
}
