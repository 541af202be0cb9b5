package dev.iris.server.api;

import dev.iris.engine.Batch;
import dev.iris.engine.BatchChanges;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Members;
import dev.iris.json.Problem;
import dev.iris.model.Destination;
import dev.iris.server.control.ControlPlane;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Begins batches on request and shows those that were. Thread-safe. */
final class BatchCalls {
    private final ControlPlane control;
    private final BatchChanges batches;
    private final InstantSource clock;

    BatchCalls(ControlPlane control, BatchChanges batches, InstantSource clock) {
        this.control = control;
        this.batches = batches;
        this.clock = clock;
    }

    /** Begins a batch now: of what changed, or a full one. */
    Answer begin(Call call) {
        boolean full = isFull(call);
        var id = call.destination();
        return control.find(id)
                .map(view -> begin(view.destination(), full))
                .orElseGet(() -> DestinationCalls.missing(id));
    }

    Answer list(Call call) {
        var id = call.destination();
        return control.find(id)
                .map(view -> batches.listBatches(view.destination().number()))
                .map(found -> Answer.json(200, document(found)))
                .orElseGet(() -> DestinationCalls.missing(id));
    }

    private Answer begin(Destination destination, boolean full) {
        if (!full && !destination.batch().enabled()) {
            return Refusal.of(
                    ErrorCode.CONFLICT,
                    "Batches of destination " + destination.id()
                            + " are off, so nothing is known of what changed: switch them on, or ask for a full one.");
        }
        return batches.beginBatch(destination.number(), full, clock.instant())
                .map(batch -> Answer.json(202, document(batch)))
                .orElseGet(() -> Refusal.of(
                        ErrorCode.BATCH_RUNNING, "A batch of destination " + destination.id() + " has not ended."));
    }

    private static boolean isFull(Call call) {
        List<Problem> problems = new ArrayList<>();
        var members = Members.of(call.documentOrEmpty(), "", problems);
        boolean full = members.flag("full").orElse(false);
        members.refuseUnknown();
        if (!problems.isEmpty()) {
            throw new RefusedException(Refusal.fields(problems));
        }
        return full;
    }

    private static JsonObject document(List<Batch> found) {
        return JsonValue.object()
                .put(
                        "batches",
                        JsonValue.array(found.stream().map(BatchCalls::document).toList()))
                .build();
    }

    private static JsonObject document(Batch batch) {
        return JsonValue.object()
                .put("number", batch.number().value())
                .put("full", batch.full())
                .put("state", batch.phase().text())
                .put("plannedFor", batch.plannedFor().toString())
                .put("startedAt", batch.startedAt().toString())
                .put(
                        "endedAt",
                        batch.findEnd()
                                .map(end -> JsonValue.text(end.toString()))
                                .orElse(JsonValue.NULL))
                .put("received", batch.received())
                .put("successful", batch.successful())
                .put("failed", batch.failed())
                .build();
    }
}
