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

    /**
     * Applies events of devices that are not there: what was learned offline. As durable and as harmless to repeat as
     * {@link #accept}, but nothing becomes due by it. What such events owe to destinations waits, without a backlog and without an
     * age, for whichever message of the device comes first: zeros lie dormant, everything that changed is kept for the next batch of
     * each destination that gets batches, and when the ids of the device changed, its next online sighting sends everything.
     *
     * @throws EngineUnavailableException nothing of this call is promised; it may be repeated
     * @throws IntakeOverloadedException the queue before the engine is full; nothing of this call was taken
     */
    void acceptOffline(List<QualificationEvent> events);
}
