package dev.iris.engine;

import dev.iris.model.QualificationEvent;
import java.util.List;

/** Where events enter. Thread-safe. */
public interface EventIntake {
    /**
     * Applies the events in their order by the rules and returns when all of them and what they owe to destinations are durable:
     * they survive a kill and a power loss. Events repeated or reordered between calls are harmless.
     *
     * @throws EngineUnavailableException nothing of this call is promised; it may be repeated
     * @throws IntakeOverloadedException the queue before the engine is full; nothing of this call was taken
     */
    void accept(List<QualificationEvent> events);
}
