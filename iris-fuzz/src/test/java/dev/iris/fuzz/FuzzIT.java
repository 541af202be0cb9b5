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
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that reads what others wrote stands a minute of fuzzing. In a build each run has the same seed and begins with the seeds of
 * the corpus alone, so that it tries the same inputs everywhere. {@code -Diris.fuzz.seconds} sets the seconds of all targets together and
 * asks for a run on demand: its seed is drawn and printed, or {@code -Diris.fuzz.seed}, and it goes on from what the last one reached.
 * {@code -Diris.fuzz.target} names the only target.
 */
class FuzzIT {
    private static final Map<String, Class<? extends FuzzTarget>> TARGETS = new TreeMap<>(Map.of(
            "challenge", ChallengeTarget.class,
            "destination", DestinationTarget.class,
            "events", EventsTarget.class,
            "retry-after", RetryAfterTarget.class,
            "settings", SettingsTarget.class,
            "token-answer", TokenAnswerTarget.class));

    private static final Optional<Long> ASKED_FOR = Optional.ofNullable(Long.getLong("iris.fuzz.seconds"));
    private static final long SECONDS = ASKED_FOR.orElse(60L);
    private static final int SEED_OF_BUILDS = 20_261_123;

    @ParameterizedTest
    @MethodSource("names")
    void noInputBreaksIt(String name) throws Exception {
        var target = Optional.ofNullable(TARGETS.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "iris.fuzz.target: " + name + " (expected: one of " + TARGETS.keySet() + ")"));
        var corpus = Path.of("src", "test", "corpus", name).toAbsolutePath();
        var folder = Path.of("target", ASKED_FOR.isPresent() ? "fuzz" : "fuzz-build", name)
                .toAbsolutePath();
        var time = Duration.ofSeconds(Math.max(1, SECONDS / names().size()));
        var run = new FuzzRun(target, corpus, folder, seed(), time, FuzzRun.LONGEST_INPUT);
        if (ASKED_FOR.isEmpty()) {
            run.forgetWhatWasReached();
        }
        assertThat(run.run()).isEmpty();
    }

    /** What the fuzzer takes for a seed: above zero, which means any. */
    private static int seed() {
        int drawn = ASKED_FOR.isPresent() ? ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE) : SEED_OF_BUILDS;
        return Integer.getInteger("iris.fuzz.seed", drawn);
    }

    static Set<String> names() {
        var only = System.getProperty("iris.fuzz.target", "");
        return only.isEmpty() ? TARGETS.keySet() : Set.of(only);
    }
}
