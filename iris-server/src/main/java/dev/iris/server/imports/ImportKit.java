package dev.iris.server.imports;

import dev.iris.deliver.Sleeper;
import dev.iris.model.QualificationEvent;
import dev.iris.server.control.ImportRecords;
import dev.iris.server.events.EventReader;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * What every import needs.
 *
 * @param intake takes offline events; returns when they are durable
 */
record ImportKit(
        ImportRecords records,
        Consumer<List<QualificationEvent>> intake,
        EventReader reader,
        InstantSource clock,
        Sleeper sleeper) {}
