package dev.iris.cli.bench;

import dev.iris.cli.client.CommandFailedException;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BacklogGateTest {
    private final AtomicLong backlog = new AtomicLong();

    @Test
    void itIsShutWhileTooMuchWaits() {
        try (var gate = new BacklogGate(backlog::get, 10)) {
            backlog.set(11);
            Awaitility.await().until(() -> !gate.isOpen());
            backlog.set(10);
            Awaitility.await().until(gate::isOpen);
        }
    }

    @Test
    void itOpensWhenTheServerIsGone() {
        try (var gate = new BacklogGate(this::fail, 10)) {
            backlog.set(11);
            Awaitility.await().until(gate::isOpen);
        }
    }

    private long fail() {
        throw new CommandFailedException("no server answers");
    }
}
