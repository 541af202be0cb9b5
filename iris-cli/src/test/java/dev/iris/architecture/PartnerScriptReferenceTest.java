package dev.iris.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.iris.partner.FaultScript;
import dev.iris.partner.Garbling;
import dev.iris.partner.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on the fault script says for each of its words what Iris does, and each test that it names is one. */
class PartnerScriptReferenceTest {
    private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\| [^|]+ \\| ([^|]+) \\|");
    private static final Pattern STEP = Pattern.compile("`([^`]+)`");
    private static final List<String> WORDS_OF_STEPS = List.of(
            "on:",
            "from:",
            "after:",
            "times:",
            "for:",
            "share:",
            "above:",
            "users:",
            "retryAfter:",
            "location:",
            "body:");

    /** A row of the table: steps of a script, and the tests that show what Iris does on them. */
    private record Row(List<String> steps, List<NamedTest> tests) {}

    @Test
    void everyWordOfTheScriptHasARow() throws IOException {
        var steps = String.join(
                        ", ",
                        rows().stream().flatMap(row -> row.steps().stream()).toList()) + ",";
        assertThat(steps).contains(WORDS_OF_STEPS);
        assertThat(FaultScript.faultWords())
                .allSatisfy(word -> assertThat(steps).contains(word + ":"));
        for (var moment : Moment.values()) {
            for (var end : List.of("hang", "reset", "close")) {
                assertThat(steps).contains(end + ": " + moment.word() + ",");
            }
        }
        assertThat(Garbling.values()).allSatisfy(way -> assertThat(steps).contains("answer: " + way.word() + ","));
    }

    @Test
    void everyRowIsAStepThatTheScriptKnows() throws IOException {
        assertThat(rows().stream().flatMap(row -> row.steps().stream())).allSatisfy(step -> {
            var document = "steps: [{" + (step.startsWith("on:") ? step : "on: segments, " + step) + "}]";
            assertThatCode(() -> FaultScript.parse(document.getBytes(UTF_8))).doesNotThrowAnyException();
        });
    }

    @Test
    void everyRowNamesTestsThatAreOnes() throws IOException {
        var tests = TestSources.read();
        assertThat(rows()).allSatisfy(row -> assertThat(row.tests()).isNotEmpty());
        assertThat(rows().stream().flatMap(row -> row.tests().stream()).filter(test -> !tests.hold(test)))
                .isEmpty();
    }

    private static List<Row> rows() throws IOException {
        var page = Files.readString(Path.of("../docs/reference/partner-script.md"));
        var rows = new ArrayList<Row>();
        for (var line : page.substring(page.indexOf("## What Iris does")).split("\n", -1)) {
            var row = ROW.matcher(line);
            if (row.matches() && row.group(1).startsWith("`")) {
                rows.add(new Row(steps(row.group(1)), NamedTest.in(row.group(2))));
            }
        }
        return rows;
    }

    private static List<String> steps(String cell) {
        return Stream.of(cell)
                .flatMap(text -> STEP.matcher(text).results())
                .map(match -> match.group(1))
                .toList();
    }
}
