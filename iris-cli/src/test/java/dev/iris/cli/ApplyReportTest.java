package dev.iris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.cli.apply.DiffLine;
import dev.iris.cli.apply.Execution;
import dev.iris.cli.apply.Plan;
import dev.iris.cli.apply.Step;
import dev.iris.cli.apply.Wanted;
import dev.iris.json.JsonValue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplyReportTest {
    private static final Step ONE =
            new Step.Change(wanted(1), "\"1-1\"", List.of(new DiffLine("~", 1, "delivery.timeout: 3s -> 5s")));
    private static final Step TWO = new Step.Create(wanted(2), List.of(new DiffLine("+", 2, "two (0 mappings)")));
    private static final Step THREE = new Step.Delete(
            3, "\"3-1\"", JsonValue.object().build(), List.of(new DiffLine("-", 3, "three (1 mapping)")));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whatGoesIsShownFirst() {
        report(false).show(new Plan(List.of(ONE, TWO, THREE), 1));
        assertThat(out.toString()).isEqualTo("""
            - 3 three (1 mapping)
            ~ 1 delivery.timeout: 3s -> 5s
            + 2 two (0 mappings)
            = 1 destination unchanged
            """);
    }

    @Test
    void aFailureHalfWaySaysWhatWasDoneAndWhatWasNot() {
        var plan = new Plan(List.of(ONE, TWO, THREE), 0);
        var execution = new Execution(List.of(ONE), new Execution.Failure(TWO, "no room"), List.of(THREE));
        report(false).done(plan, execution);
        assertThat(err.toString()).isEqualTo("iris: stopped at destination 2: no room (done: 1; not done: 3)\n");
        assertThat(out.toString()).isEmpty();
        report(true).done(plan, execution);
        assertThat(out.toString())
                .contains("\"created\":[],\"changed\":[1],\"deleted\":[]")
                .contains("\"failed\":{\"destination\":2,\"reason\":\"no room\"},\"notDone\":[3]");
    }

    private ApplyReport report(boolean json) {
        return new ApplyReport(new PrintWriter(out, true), new PrintWriter(err, true), json);
    }

    private static Wanted wanted(long id) {
        return new Wanted("destinations[0]", id, JsonValue.object().build());
    }
}
