package dev.iris.server.api;

import dev.iris.engine.DeadLetters;
import dev.iris.engine.DeadLetters.LetterPage;
import dev.iris.engine.LetterSearch;
import dev.iris.json.JsonValue;
import dev.iris.json.Problem;
import dev.iris.model.DestinationId;
import dev.iris.model.DestinationNumber;
import dev.iris.server.control.ControlPlane;
import java.util.List;
import java.util.Optional;

/** Shows, replays and drops dead letters. Thread-safe. */
final class LetterCalls {
    /** How many letters are given. */
    static final String LIMIT = "limit";

    /** The place behind which letters are given. */
    static final String AFTER = "after";

    private static final int USUAL = 100;
    private static final int MOST_AT_ONCE = 1_000;

    private final ControlPlane control;
    private final DeadLetters letters;

    LetterCalls(ControlPlane control, DeadLetters letters) {
        this.control = control;
        this.letters = letters;
    }

    Answer list(Call call) {
        var id = call.destination();
        var search = SearchReading.of(call.query());
        int limit = (int) call.query().number(LIMIT, 1, MOST_AT_ONCE, USUAL);
        var after = call.query().find(AFTER).orElse("");
        return number(id)
                .map(number -> Answer.json(200, LetterDocument.of(page(number, search, after, limit))))
                .orElseGet(() -> DestinationCalls.missing(id));
    }

    /** It is noted before it begins, since a part of it stays done when the rest fails. */
    Answer replay(Call call) {
        var id = call.destination();
        var search = SearchReading.of(call.documentOrEmpty());
        return number(id)
                .map(number -> {
                    control.by(call.actor()).replaysLetters(id);
                    return count("replayed", letters.replayLetters(number, search));
                })
                .orElseGet(() -> DestinationCalls.missing(id));
    }

    /** It is noted before it begins, since a part of it stays done when the rest fails. */
    Answer drop(Call call) {
        var id = call.destination();
        var search = SearchReading.of(call.documentOrEmpty());
        return number(id)
                .map(number -> {
                    control.by(call.actor()).dropsLetters(id);
                    return count("dropped", letters.dropLetters(number, search));
                })
                .orElseGet(() -> DestinationCalls.missing(id));
    }

    private Optional<DestinationNumber> number(DestinationId id) {
        return control.find(id).map(view -> view.destination().number());
    }

    private LetterPage page(DestinationNumber number, LetterSearch search, String after, int limit) {
        try {
            return letters.listLetters(number, search, after, limit);
        } catch (IllegalArgumentException e) {
            var problem = new Problem(AFTER, "is malformed (expected: the next of an answer)");
            throw new RefusedException(Refusal.query(List.of(problem)));
        }
    }

    private static Answer count(String name, long letters) {
        return Answer.json(200, JsonValue.object().put(name, letters).build());
    }
}
