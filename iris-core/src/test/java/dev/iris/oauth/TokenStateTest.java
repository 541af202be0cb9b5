package dev.iris.oauth;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.iris.model.Secret;
import dev.iris.model.TokenPolicy;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TokenStateTest {
    private static final Path TABLE = Path.of("..", "docs", "design", "tokens.md");
    private static final String IMPOSSIBLE = "–";

    private static final long NOW = Long.MAX_VALUE - 5;
    private static final Duration LIFE = Duration.ofSeconds(100);
    private static final long DEAD = NOW + LIFE.toNanos();
    private static final Gate OPEN_AT_DEATH_PLUS_ONE = gate(Duration.ofSeconds(101));
    private static final Gate OPENS_BEFORE_DEATH = gate(Duration.ofSeconds(9));
    private static final long OPEN = NOW + Duration.ofSeconds(9).toNanos();
    private static final Flight FLIGHT = new Flight();
    private static final HeldToken TOKEN = held("token");
    private static final HeldToken OTHER = held("other");

    private static final Map<String, UnaryOperator<TokenState>> EVENTS = events();

    @TestFactory
    Stream<DynamicTest> theDocumentedTableIsWhatHappens() throws IOException {
        var rows = Files.readAllLines(TABLE).stream()
                .filter(line -> line.startsWith("|"))
                .map(TokenStateTest::cells)
                .filter(cells -> cells.size() == EVENTS.size() + 1)
                .toList();
        var events = rows.getFirst().subList(1, rows.getFirst().size());
        assertThat(events).containsExactlyElementsOf(EVENTS.keySet());
        assertThat(rows.stream().skip(2).map(List::getFirst))
                .containsExactlyElementsOf(Stream.of(TokenState.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .toList());
        return rows.stream().skip(2).flatMap(row -> row(row, events));
    }

    @Test
    void aTokenThatIsReplacedIsGone() {
        var renewing = new TokenState.Renewing(TOKEN, FLIGHT);

        assertThat(renewing.granted(OTHER)).isEqualTo(new TokenState.Held(OTHER));
    }

    @Test
    void aDeadTokenReplacesNoLivingOne() {
        var renewing = new TokenState.Renewing(TOKEN, FLIGHT);

        assertThat(renewing.grantedDead(OTHER, OPENS_BEFORE_DEATH))
                .isEqualTo(new TokenState.Keeping(TOKEN, OPENS_BEFORE_DEATH));
    }

    private static Stream<DynamicTest> row(List<String> row, List<String> events) {
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            var expected = row.get(i + 1);
            tests.add(DynamicTest.dynamicTest(
                    row.getFirst() + ": " + event, () -> cell(row.getFirst(), event, expected)));
        }
        return tests.stream();
    }

    private static void cell(String state, String event, String expected) {
        var act = requireNonNull(EVENTS.get(event));
        var before = state(state, event.contains("gate") ? OPENS_BEFORE_DEATH : OPEN_AT_DEATH_PLUS_ONE);
        if (expected.equals(IMPOSSIBLE)) {
            assertThatIllegalStateException().isThrownBy(() -> act.apply(before));
            return;
        }
        assertThat(act.apply(before).getClass().getSimpleName()).isEqualTo(expected);
    }

    private static TokenState state(String name, Gate gate) {
        return switch (name) {
            case "None" -> new TokenState.None();
            case "Asked" -> new TokenState.Asked(FLIGHT);
            case "Waiting" -> new TokenState.Waiting(gate);
            case "Held" -> new TokenState.Held(TOKEN);
            case "Renewing" -> new TokenState.Renewing(TOKEN, FLIGHT);
            case "Keeping" -> new TokenState.Keeping(TOKEN, gate);
            case "LastUse" -> new TokenState.LastUse(TOKEN, gate);
            default -> throw new AssertionError(name);
        };
    }

    private static Map<String, UnaryOperator<TokenState>> events() {
        Map<String, UnaryOperator<TokenState>> events = new LinkedHashMap<>();
        events.put("a request departs", state -> state.departed(FLIGHT));
        events.put("it brings a token", state -> state.granted(OTHER));
        events.put("it brings a dead token", state -> state.grantedDead(OTHER, OPENS_BEFORE_DEATH));
        events.put("requests are barred", state -> state.barred(OPENS_BEFORE_DEATH));
        events.put("the token is dropped", TokenState::dropped);
        events.put("the waits are ended", TokenState::released);
        events.put("the token's life ends", state -> state.at(DEAD));
        events.put("the gate opens", state -> state.at(OPEN));
        return events;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1).split("\\|", -1))
                .map(String::strip)
                .filter(cell -> !cell.isEmpty())
                .toList();
    }

    private static Gate gate(Duration wait) {
        return Gate.passing(new Reason(ReasonCode.UNREACHABLE, ""), wait, NOW);
    }

    private static HeldToken held(String value) {
        var token = new AccessToken(Secret.of(value));
        return HeldToken.of(token, NOW, LIFE, TokenPolicy.STANDARD, RandomGenerator.getDefault());
    }
}
