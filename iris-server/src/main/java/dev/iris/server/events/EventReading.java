package dev.iris.server.events;

import dev.iris.json.Problem;
import dev.iris.model.QualificationEvent;
import java.util.List;

/** What became of reading one event. */
public sealed interface EventReading {
    /** The event is as it should be. */
    record Read(QualificationEvent event) implements EventReading {}

    /** All that is wrong with it, by field. */
    record Wrong(List<Problem> problems) implements EventReading {
        public Wrong {
            problems = List.copyOf(problems);
        }
    }
}
