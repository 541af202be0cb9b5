package dev.iris.e2e;

import dev.iris.partner.ScriptRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A running server on which faults are tried, each with a destination and a partner of its own. Thread-safe. */
final class FaultTrials implements AutoCloseable {
    private final AtomicInteger ids = new AtomicInteger(1_000);
    private final AttemptLog attempts = AttemptLog.listen();
    private final Running iris;

    FaultTrials(Path folder) throws IOException {
        iris = Running.startWith(folder, "egress: { allow: [127.0.0.0/8] }\n");
    }

    /** Begins a trial with one step of a script, and further members of the destination; apostrophes stand for quotes. */
    FaultTrial begin(String step, String settings) throws IOException, ScriptRefusedException {
        return FaultTrial.begin(
                iris, attempts, ids.getAndIncrement(), step.isEmpty() ? "" : "{" + step + "}", settings);
    }

    @Override
    public void close() {
        iris.close();
        attempts.close();
    }
}
