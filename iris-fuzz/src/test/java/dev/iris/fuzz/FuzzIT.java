package dev.iris.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.ChallengeTarget;
import dev.iris.http.RetryAfterTarget;
import dev.iris.oauth.TokenAnswerTarget;
import dev.iris.server.api.EventsTarget;
import dev.iris.server.control.DestinationTarget;
import dev.iris.server.settings.SettingsTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that reads what others wrote stands a minute of fuzzing. {@code -Diris.fuzz.seconds} sets the seconds of all targets
 * together, {@code -Diris.fuzz.target} names the only one.
 */
class FuzzIT {
    private static final Map<String, Class<? extends FuzzTarget>> TARGETS = new TreeMap<>(Map.of(
            "challenge", ChallengeTarget.class,
            "destination", DestinationTarget.class,
            "events", EventsTarget.class,
            "retry-after", RetryAfterTarget.class,
            "settings", SettingsTarget.class,
            "token-answer", TokenAnswerTarget.class));

    private static final long SECONDS = Long.getLong("iris.fuzz.seconds", 60);

    @ParameterizedTest
    @MethodSource("names")
    void noInputBreaksIt(String name) throws Exception {
        var target = Optional.ofNullable(TARGETS.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "iris.fuzz.target: " + name + " (expected: one of " + TARGETS.keySet() + ")"));
        var corpus = Path.of("src", "test", "corpus", name).toAbsolutePath();
        var folder = Path.of("target", "fuzz", name).toAbsolutePath();
        var time = Duration.ofSeconds(Math.max(1, SECONDS / names().size()));
        assertThat(new FuzzRun(target, corpus, folder, time, FuzzRun.LONGEST_INPUT).run())
                .isEmpty();
    }

    static Set<String> names() {
        var only = System.getProperty("iris.fuzz.target", "");
        return only.isEmpty() ? TARGETS.keySet() : Set.of(only);
    }
}
