package dev.iris.server.api;

import dev.iris.json.Problem;
import dev.iris.server.control.ControlPlane;
import dev.iris.server.control.SegmentChange.Refused;
import dev.iris.server.control.SegmentChange.Told;
import dev.iris.server.control.SegmentChange.TooMany;
import java.util.List;

/** Looks at what was told of segments and tells something else. Thread-safe. */
final class SegmentCalls {
    private final ControlPlane control;

    SegmentCalls(ControlPlane control) {
        this.control = control;
    }

    Answer find(Call call) {
        return Answer.json(200, control.segment(call.segment(ErrorCode.NOT_FOUND)));
    }

    Answer put(Call call) {
        return switch (control.by(call.actor()).tell(call.segment(ErrorCode.NOT_FOUND), call.documentOrEmpty())) {
            case Told(var document) -> Answer.json(200, document);
            case Refused(List<Problem> problems) -> Refusal.fields(problems);
            case TooMany(int most) ->
                Refusal.of(ErrorCode.TOO_MANY_SEGMENTS, "Something may be told of at most " + most + " segments.");
        };
    }
}
