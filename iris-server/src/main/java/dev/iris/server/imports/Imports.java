package dev.iris.server.imports;

import dev.iris.deliver.Sleeper;
import dev.iris.model.QualificationEvent;
import dev.iris.server.control.ImportRecord;
import dev.iris.server.control.ImportRecords;
import dev.iris.server.events.EventReader;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All imports: those that run and what is known of those that ended. Thread-safe. */
public final class Imports {
    /** Imports that may run at once; each holds a row, two chunks and what the connection read ahead. */
    static final int MOST_RUNNING = 8;

    private final ImportKit kit;
    private final Map<String, ImportRun> running = new ConcurrentHashMap<>();

    /**
     * Imports into an engine.
     *
     * @param intake takes offline events; returns when they are durable
     */
    public Imports(
            ImportRecords records,
            Consumer<List<QualificationEvent>> intake,
            EventReader reader,
            InstantSource clock,
            Sleeper sleeper) {
        this.kit = new ImportKit(records, intake, reader, clock, sleeper);
    }

    /**
     * Reads a stream and returns when everything that was read is durable. A stream under the id of an earlier one goes on behind
     * what of that is durable, and has to be the same up to there.
     *
     * @param body opened only when there is room for it
     */
    public ImportResult run(ImportOrder order, Supplier<InputStream> body) {
        var id = order.findId().orElseGet(kit.records()::newId);
        ImportRun run;
        synchronized (running) {
            var other = running.get(id);
            if (other != null) {
                return new ImportResult.Running(other.record());
            }
            if (running.size() >= MOST_RUNNING) {
                return new ImportResult.Full(MOST_RUNNING);
            }
            run = new ImportRun(order, kit, known(id, order.form()));
            running.put(id, run);
        }
        try {
            return run.run(body.get());
        } finally {
            running.remove(id);
        }
    }

    /** The import with that id, if it is known. */
    public Optional<ImportRecord> find(String id) {
        var run = running.get(id);
        return run == null ? kit.records().find(id) : Optional.of(run.record());
    }

    /** Asks those that run to end at their next row; what they read until then becomes durable. */
    public void stop() {
        running.values().forEach(ImportRun::stop);
    }

    private ImportRecord known(String id, ImportForm form) {
        return kit.records()
                .find(id)
                .orElseGet(() -> ImportRecord.begun(id, form.type(), kit.clock().instant()));
    }
}
