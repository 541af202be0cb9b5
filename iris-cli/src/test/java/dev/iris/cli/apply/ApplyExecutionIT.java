package dev.iris.cli.apply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.cli.LocalServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when something else happens between a plan and its execution. */
class ApplyExecutionIT {
    @TempDir
    private Path folder;

    private LocalServer iris;

    @BeforeEach
    void start() throws IOException {
        iris = LocalServer.start(folder);
        execute(plan(file("3s", 1, 2, 3), false));
    }

    @AfterEach
    void close() {
        iris.close();
    }

    @Test
    void aChangeBySomebodyElseStopsTheRunThatDidNotSeeIt() {
        var plan = plan(file("5s", 1, 2, 3), false);
        execute(plan(file("7s", 2), false));
        var execution = execute(plan);
        assertThat(execution.done()).extracting(Step::destination).containsExactly(1L);
        assertThat(execution.failure()).isNotNull().satisfies(failure -> {
            assertThat(failure.step().destination()).isEqualTo(2);
            assertThat(failure.reason()).contains("somebody else changed it").contains("run this again");
        });
        assertThat(execution.left()).extracting(Step::destination).containsExactly(3L);
        assertThat(iris.document(1).toString()).contains("5s");
        assertThat(iris.document(2).toString()).contains("7s");
        assertThat(iris.document(3).toString()).contains("3s");
        assertThat(execute(plan(file("5s", 1, 2, 3), false)).done())
                .extracting(Step::destination)
                .containsExactly(2L, 3L);
    }

    @Test
    void aDestinationThatSomebodyElseChangedIsNotPruned() {
        var plan = plan(file("3s", 1, 2), true);
        execute(plan(file("7s", 3), false));
        assertThat(execute(plan).failure()).isNotNull();
        assertThat(iris.document(3).toString()).contains("14356");
    }

    @Test
    void aDestinationThatSomebodyElseMadeMeanwhileIsNotOverwritten() {
        var plan = plan(file("5s", 9), false);
        execute(plan(file("7s", 9), false));
        assertThat(execute(plan).failure())
                .isNotNull()
                .satisfies(failure -> assertThat(failure.reason()).contains("somebody else changed it"));
        assertThat(iris.document(9).toString()).contains("7s");
    }

    @Test
    void aServerThatGoesAwayLeavesItOpenWhetherTheStepWasDone() {
        var plan = plan(file("5s", 1, 2), false);
        iris.close();
        var execution = execute(plan);
        assertThat(execution.done()).isEmpty();
        assertThat(execution.failure())
                .isNotNull()
                .satisfies(failure -> assertThat(failure.reason())
                        .contains("no server answers")
                        .endsWith("whether it was done is not known"));
        assertThat(execution.left()).hasSize(1);
    }

    private Plan plan(String yaml, boolean prune) {
        return switch (ApplyFile.read(yaml.getBytes(UTF_8), folder, Map.of())) {
            case ApplyFile.Read.Faulty(var problems) -> throw new AssertionError(problems.toString());
            case ApplyFile.Read.Complete(ApplyFile file) ->
                switch (Planner.plan(iris.api(), file, prune)) {
                    case Planner.Outcome.Refused(var problems) -> throw new AssertionError(problems.toString());
                    case Planner.Outcome.Ready(Plan plan) -> plan;
                };
        };
    }

    private Execution execute(Plan plan) {
        return Execution.of(plan, iris.api(), Redaction.NONE);
    }

    private static String file(String timeout, int... ids) {
        var yaml = new StringBuilder("destinations:\n");
        IntStream.of(ids).forEach(id -> yaml.append("""
              - id: %d
                clientId: a
                userDpid: b
                endpoint: https://a.example/s
                auth: { tokenEndpoint: https://a.example/t, basic: hush }
                delivery: { timeout: %s }
                mappings: [{ segment: "14356" }]
            """.formatted(id, timeout)));
        return yaml.toString();
    }
}
