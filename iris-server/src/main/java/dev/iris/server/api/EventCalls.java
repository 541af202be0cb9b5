package dev.iris.server.api;

import dev.iris.engine.EventIntake;
import dev.iris.json.JsonValue;
import dev.iris.model.QualificationEvent;
import dev.iris.server.imports.LiveTraffic;
import dev.iris.server.metrics.Meters;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Takes events: all of a request or none. Thread-safe. */
final class EventCalls {
    /** Bodies that are read at once; a body unfolds to many times its size while it is read. */
    private static final int READ_AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final EventsBody body;
    private final EventIntake intake;
    private final LiveTraffic traffic;
    private final Meters meters;
    private final Semaphore reading = new Semaphore(READ_AT_ONCE, true);

    EventCalls(EventsBody body, EventIntake intake, LiveTraffic traffic, Meters meters) {
        this.body = body;
        this.intake = intake;
        this.traffic = traffic;
        this.meters = meters;
    }

    /** Answers once every event is durable. */
    Answer accept(Call call) {
        if (call.body().length == 0) {
            throw new RefusedException(ErrorCode.MISSING_BODY, "An event, an array of events or NDJSON is expected.");
        }
        var events = read(call);
        if (!events.isEmpty()) {
            traffic.came();
            intake.accept(events);
        }
        meters.accepted(events.size());
        return Answer.json(
                202, JsonValue.object().put("accepted", events.size()).build());
    }

    private List<QualificationEvent> read(Call call) {
        reading.acquireUninterruptibly();
        try {
            return body.read(call.bodyType(), call.body());
        } finally {
            reading.release();
        }
    }
}
