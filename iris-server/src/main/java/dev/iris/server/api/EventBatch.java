package dev.iris.server.api;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Problem;
import dev.iris.model.QualificationEvent;
import dev.iris.server.events.EventReading;
import dev.iris.server.events.EventReading.Read;
import dev.iris.server.events.EventReading.Wrong;
import java.util.ArrayList;
import java.util.List;

/** The events of one request while they are read, with those that are wrong. Confined to its creator. */
final class EventBatch {
    /** Events that one request may hold. */
    static final int MOST_EVENTS = 10_000;

    private static final int MOST_REPORTED_EVENTS = 1_000;
    private static final int MOST_REPORTED_PROBLEMS = 10;

    /** Segments and ids that the events of one request may name together: they take many times their size in memory. */
    private static final long MOST_NAMES =
            Math.max(100_000, Runtime.getRuntime().maxMemory() / 512);

    private final List<QualificationEvent> events = new ArrayList<>();
    private final List<JsonValue> problems = new ArrayList<>();
    private int index;
    private int wrong;
    private long names;

    /** Adds what became of the next event. */
    void add(EventReading reading, int line) {
        requireRoom(index + 1);
        switch (reading) {
            case Read(QualificationEvent event) -> add(event);
            case Wrong(List<Problem> found) -> note(found, line, 0);
        }
        index++;
    }

    private void add(QualificationEvent event) {
        names += event.qualified().size()
                + event.disqualified().size()
                + event.ids().size()
                + event.removedIds().size();
        if (names > MOST_NAMES) {
            throw new RefusedException(
                    ErrorCode.BODY_TOO_LARGE,
                    "The events of a request name at most " + MOST_NAMES + " segments and ids; nothing was taken.");
        }
        events.add(event);
    }

    /** Adds a line that is no JSON. */
    void addMalformed(String reason, int line, int column) {
        requireRoom(index + 1);
        note(List.of(new Problem("", reason)), line, column);
        index++;
    }

    /** All events; refused when one is wrong. */
    List<QualificationEvent> finish() {
        if (wrong == 0) {
            return events;
        }
        var detail = "Nothing was taken: " + wrong + " of " + index + " events "
                + (wrong == 1 ? "is" : "are") + " wrong"
                + (wrong > MOST_REPORTED_EVENTS ? "; the first " + MOST_REPORTED_EVENTS + " are listed." : ".");
        throw new RefusedException(Answer.problem(
                ErrorCode.INVALID_EVENTS,
                Refusal.document(ErrorCode.INVALID_EVENTS, detail)
                        .put("wrongEvents", wrong)
                        .put("problems", JsonValue.array(problems))
                        .build()));
    }

    private static void requireRoom(int count) {
        if (count > MOST_EVENTS) {
            throw new RefusedException(
                    ErrorCode.TOO_MANY_EVENTS,
                    "A request holds at most " + MOST_EVENTS + " events; nothing was taken.");
        }
    }

    private void note(List<Problem> found, int line, int column) {
        wrong++;
        if (wrong <= MOST_REPORTED_EVENTS) {
            found.stream()
                    .limit(MOST_REPORTED_PROBLEMS)
                    .forEach(problem -> problems.add(problem(problem, line, column)));
        }
    }

    private JsonObject problem(Problem problem, int line, int column) {
        var object = JsonValue.object().put("index", index);
        if (line > 0) {
            object.put("line", line);
        }
        if (column > 0) {
            object.put("column", column);
        }
        return object.put("field", Refusal.shorten(problem.field()))
                .put("reason", problem.reason())
                .build();
    }
}
