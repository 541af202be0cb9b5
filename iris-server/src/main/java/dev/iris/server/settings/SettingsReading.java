package dev.iris.server.settings;

import dev.iris.json.Problem;
import java.util.List;

/** What reading the settings came to. */
public sealed interface SettingsReading {
    /** Every setting is well-formed. */
    record Complete(ServerSettings settings) implements SettingsReading {}

    /** Everything that is wrong; a field is named as its author wrote it: a key of the file, a variable, an option. */
    record Faulty(List<Problem> problems) implements SettingsReading {
        public Faulty {
            problems = List.copyOf(problems);
        }
    }
}
