package dev.iris.engine;

import dev.iris.model.QualificationEvent;
import java.util.List;

/** Where events enter. Thread-safe. */
public interface EventIntake {
    /**
     * Applies the events by the rules, in their order and each seeing those before it, and returns when all of them and what they owe
     * to destinations are durable: they survive a kill and a power loss. Calls at the same time are applied one after the other. No
     * events are nothing.
     *
     * <p>Atomic: profiles and rows of one call are one write; after a crash before the return all of it is there or nothing.
     * Repeats: an event that comes again, or later than a newer one, leads to the same segments and ids, so a call that failed may be
     * repeated. An interruption does not end the call; the thread's flag stays set.
     *
     * @throws EngineUnavailableException nothing of this call is promised, though after a failed sync it may be there
     * @throws IntakeOverloadedException the queue before the engine is full; nothing of this call was taken
     */
    void accept(List<QualificationEvent> events);

    /**
     * Applies events of devices that are not there: what was learned offline. As durable, as atomic and as harmless to repeat as
     * {@link #accept}, but nothing becomes due by it. What such events owe to destinations waits, without a backlog and without an
     * age, for whichever message of the device comes first: zeros lie dormant, everything that changed is kept for the next batch of
     * each destination that gets batches, and when the ids of the device changed, its next online sighting sends everything.
     *
     * @throws EngineUnavailableException nothing of this call is promised, though after a failed sync it may be there
     * @throws IntakeOverloadedException the queue before the engine is full; nothing of this call was taken
     */
    void acceptOffline(List<QualificationEvent> events);
}
