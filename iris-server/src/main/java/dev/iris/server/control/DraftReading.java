package dev.iris.server.control;

import dev.iris.json.Problem;
import java.util.List;

/** What reading a destination's document came to. */
sealed interface DraftReading {
    /** The document is right. */
    record Complete(Draft draft) implements DraftReading {}

    /** Everything that is wrong with it. */
    record Faulty(List<Problem> problems) implements DraftReading {
        public Faulty {
            problems = List.copyOf(problems);
        }
    }
}
