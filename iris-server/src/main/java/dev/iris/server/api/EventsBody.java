package dev.iris.server.api;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.MalformedDocumentException;
import dev.iris.model.QualificationEvent;
import dev.iris.server.events.EventReader;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads the body of a request into events: all of them, or a refusal that names every wrong one. Thread-safe. */
final class EventsBody {
    static final String LINES = "application/x-ndjson";
    static final Set<String> TYPES = Set.of("application/json", LINES);

    private final EventReader reader;

    EventsBody(EventReader reader) {
        this.reader = reader;
    }

    List<QualificationEvent> read(String type, byte[] body) {
        return type.equals(LINES) ? lines(body) : document(body);
    }

    private List<QualificationEvent> document(byte[] body) {
        var batch = new EventBatch();
        try {
            Json.readEach(body, JsonLimits.EVENT, event -> batch.add(reader.read(event), 0));
        } catch (MalformedDocumentException e) {
            throw new RefusedException(Refusal.malformed(e));
        }
        return batch.finish();
    }

    /** One event a line (NDJSON); a line ends in LF, with or without a CR before it. */
    private List<QualificationEvent> lines(byte[] body) {
        var batch = new EventBatch();
        int start = 0;
        for (int line = 1; start < body.length; line++) {
            int end = lineEnd(body, start);
            if (!blank(body, start, end)) {
                line(batch, Arrays.copyOfRange(body, start, end), line);
            }
            start = end + 1;
        }
        return batch.finish();
    }

    private void line(EventBatch batch, byte[] text, int line) {
        try {
            batch.add(reader.read(Json.read(text, JsonLimits.EVENT)), line);
        } catch (MalformedDocumentException e) {
            batch.addMalformed(String.valueOf(e.getMessage()), line, e.column());
        }
    }

    private static int lineEnd(byte[] body, int start) {
        int end = start;
        while (end < body.length && body[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean blank(byte[] body, int start, int end) {
        for (int i = start; i < end; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
