package dev.iris.server.api;

import static dev.iris.server.api.ErrorCode.CONFLICT;
import static dev.iris.server.api.ErrorCode.DESTINATION_NOT_FOUND;
import static dev.iris.server.api.ErrorCode.ETAG_MISMATCH;
import static dev.iris.server.api.ErrorCode.MAPPING_NOT_FOUND;

import dev.iris.json.JsonValue;
import dev.iris.json.Problem;
import dev.iris.model.DestinationId;
import dev.iris.server.control.ChangeResult;
import dev.iris.server.control.ChangeResult.Conflict;
import dev.iris.server.control.ChangeResult.Created;
import dev.iris.server.control.ChangeResult.Deleted;
import dev.iris.server.control.ChangeResult.EtagMismatch;
import dev.iris.server.control.ChangeResult.Missing;
import dev.iris.server.control.ChangeResult.Refused;
import dev.iris.server.control.ChangeResult.Updated;
import dev.iris.server.control.ControlPlane;
import dev.iris.server.control.DestinationView;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Looks at destinations and changes them. Thread-safe. */
final class DestinationCalls {
    /** Whether members that the authors left out are shown at their defaults. */
    static final String DEFAULTS = "defaults";

    /** Whether the call is only tried: its answer is the same, and nothing is changed. */
    static final String DRY_RUN = "dryRun";

    private final ControlPlane control;
    // A document unfolds to many times its size, and changes happen one after the other anyhow.
    private final Semaphore reading = new Semaphore(1, true);

    DestinationCalls(ControlPlane control) {
        this.control = control;
    }

    Answer list(Call call) {
        boolean defaults = call.query().flag(DEFAULTS, true);
        var documents = control.list().stream()
                .map(view -> defaults ? view.document() : view.written())
                .toList();
        return Answer.json(
                200,
                JsonValue.object()
                        .put("destinations", JsonValue.array(documents))
                        .build());
    }

    Answer find(Call call) {
        var id = call.destination();
        boolean defaults = call.query().flag(DEFAULTS, true);
        return control.find(id)
                .map(view -> Answer.json(200, defaults ? view.document() : view.written())
                        .with("ETag", view.etag()))
                .orElseThrow(() -> new RefusedException(missing(id)));
    }

    Answer put(Call call) {
        var id = call.destination();
        var editor = control.by(call.actor());
        boolean dryRun = call.query().flag(DRY_RUN, false);
        reading.acquireUninterruptibly();
        try {
            var result = dryRun
                    ? editor.rehearsePut(id, call.document(), call.preconditions())
                    : editor.put(id, call.document(), call.preconditions());
            return answer(id, result, missing(id));
        } finally {
            reading.release();
        }
    }

    Answer delete(Call call) {
        var id = call.destination();
        var editor = control.by(call.actor());
        var result = call.query().flag(DRY_RUN, false)
                ? editor.rehearseDelete(id, call.preconditions())
                : editor.delete(id, call.preconditions());
        return answer(id, result, missing(id));
    }

    Answer map(Call call) {
        var id = call.destination();
        var segment = call.segment(MAPPING_NOT_FOUND);
        return answer(
                id,
                control.by(call.actor()).map(id, segment, call.documentOrEmpty(), call.preconditions()),
                missing(id));
    }

    Answer unmap(Call call) {
        var id = call.destination();
        var segment = call.segment(MAPPING_NOT_FOUND);
        var missing = control.find(id).isEmpty()
                ? missing(id)
                : Refusal.of(MAPPING_NOT_FOUND, "Destination " + id + " does not map segment " + segment + ".");
        return answer(id, control.by(call.actor()).unmap(id, segment, call.preconditions()), missing);
    }

    static Answer missing(DestinationId id) {
        return Refusal.of(DESTINATION_NOT_FOUND, "There is no destination " + id + ".");
    }

    private static Answer answer(DestinationId id, ChangeResult result, Answer missing) {
        return switch (result) {
            case Created(DestinationView view) -> document(201, view).with("Location", "/v1/destinations/" + id);
            case Updated(DestinationView view) -> document(200, view);
            case Deleted() -> Answer.empty();
            case Missing() -> missing;
            case Refused(List<Problem> problems) -> Refusal.fields(problems);
            case EtagMismatch(String current) -> mismatch(current);
            case Conflict(String code, String text) -> conflict(code, text);
        };
    }

    private static Answer document(int status, DestinationView view) {
        return Answer.json(status, view.document()).with("ETag", view.etag());
    }

    private static Answer mismatch(String current) {
        return current.isEmpty()
                ? Refusal.of(ETAG_MISMATCH, "If-Match was sent, but there is no such destination.")
                : Refusal.of(ETAG_MISMATCH, "The destination's entity tag is " + current + ".")
                        .with("ETag", current);
    }

    private static Answer conflict(String code, String text) {
        return Refusal.of(ErrorCode.find(code).orElse(CONFLICT), text);
    }
}
