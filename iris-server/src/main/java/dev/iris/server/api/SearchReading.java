package dev.iris.server.api;

import dev.iris.engine.LetterSearch;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Members;
import dev.iris.json.Problem;
import dev.iris.model.DeviceId;
import dev.iris.server.events.EventTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads which dead letters a call means. */
final class SearchReading {
    /** Only letters that were given up at that time or later. */
    static final String SINCE = "since";

    /** Only letters that were given up before that time. */
    static final String UNTIL = "until";

    /** Only letters of that device. */
    static final String DEVICE = "device";

    private SearchReading() {}

    static LetterSearch of(Query query) {
        var problems = new ArrayList<Problem>();
        var since = query.text(SINCE, EventTime::parse, problems);
        var until = query.text(UNTIL, EventTime::parse, problems);
        var device = query.text(DEVICE, DeviceId::new, problems);
        refuseReversed(since, until, problems);
        if (!problems.isEmpty()) {
            throw new RefusedException(Refusal.query(problems));
        }
        return new LetterSearch(since.orElse(null), until.orElse(null), device.orElse(null));
    }

    /** A member that is null is refused: who meant to name something must not end up with all letters. */
    static LetterSearch of(JsonObject document) {
        var problems = new ArrayList<Problem>();
        var members = Members.of(document, "", problems);
        var since = members.text(SINCE, EventTime::parse);
        var until = members.text(UNTIL, EventTime::parse);
        var device = members.text(DEVICE, DeviceId::new);
        members.refuseUnknown();
        for (var name : List.of(SINCE, UNTIL, DEVICE)) {
            if (members.has(name) && members.value(name).isEmpty()) {
                members.problem(name, "is null (expected: a value, or to be left out)");
            }
        }
        refuseReversed(since, until, problems);
        if (!problems.isEmpty()) {
            throw new RefusedException(Refusal.fields(problems));
        }
        return new LetterSearch(since.orElse(null), until.orElse(null), device.orElse(null));
    }

    private static void refuseReversed(Optional<Instant> since, Optional<Instant> until, List<Problem> problems) {
        if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
            problems.add(new Problem(UNTIL, "is " + until.get() + " (expected: after since, " + since.get() + ")"));
        }
    }
}
