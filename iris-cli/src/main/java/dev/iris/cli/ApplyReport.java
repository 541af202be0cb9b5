package dev.iris.cli;

import static java.util.stream.Collectors.joining;

import dev.iris.cli.apply.DiffLine;
import dev.iris.cli.apply.Execution;
import dev.iris.cli.apply.Plan;
import dev.iris.cli.apply.Step;
import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Problem;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Predicate;

/**
 * What {@code iris apply} says: the changes on standard output, the same for a rehearsal and the real run; what became of them on
 * standard error. In JSON all of it is one object on standard output. Confined to one run.
 */
final class ApplyReport {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    ApplyReport(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    /** Shows what is to change. */
    void show(Plan plan) {
        if (!json) {
            plan.lines().forEach(out::println);
            out.println("= " + plan.unchanged() + (plan.unchanged() == 1 ? " destination" : " destinations")
                    + " unchanged");
            out.flush();
        }
    }

    /** Says that nothing was changed. */
    void rehearsed(Plan plan) {
        if (json) {
            print(document(true, plan, new Execution(List.of(), null, List.of()))
                    .build());
        }
        err.println("iris: a dry run, nothing was changed");
    }

    /** Says what was done and what was not. */
    void done(Plan plan, Execution execution) {
        var document = document(false, plan, execution);
        var failure = execution.failure();
        if (failure == null) {
            err.println("iris: " + summary(execution));
        } else {
            document.put(
                            "failed",
                            JsonValue.object()
                                    .put("destination", failure.step().destination())
                                    .put("reason", failure.reason())
                                    .build())
                    .put("notDone", ids(execution.left(), _ -> true));
            err.println("iris: stopped at destination " + failure.step().destination() + ": " + failure.reason()
                    + " (done: " + list(execution.done()) + "; not done: " + list(execution.left()) + ")");
        }
        if (json) {
            print(document.build());
        }
    }

    /** Says what is wrong with the file; nothing was changed. */
    void refused(String file, List<Problem> problems) {
        if (json) {
            var listed = problems.stream()
                    .map(problem -> JsonValue.object()
                            .put("place", problem.field())
                            .put("reason", problem.reason())
                            .build())
                    .toList();
            print(JsonValue.object().put("problems", JsonValue.array(listed)).build());
        }
        problems.forEach(err::println);
        err.println("iris: " + (file.equals("-") ? "standard input" : file)
                + " is refused, nothing was changed; correct "
                + (problems.size() == 1 ? "this" : "these " + problems.size() + " problems") + " and run this again");
    }

    private static JsonValue.ObjectBuilder document(boolean dryRun, Plan plan, Execution execution) {
        var done = execution.done();
        return JsonValue.object()
                .put("dryRun", dryRun)
                .put(
                        "changes",
                        JsonValue.array(
                                plan.lines().stream().map(DiffLine::json).toList()))
                .put("unchanged", plan.unchanged())
                .put("created", ids(done, Step.Create.class::isInstance))
                .put("changed", ids(done, Step.Change.class::isInstance))
                .put("deleted", ids(done, Step.Delete.class::isInstance));
    }

    private static JsonValue ids(List<Step> steps, Predicate<Step> which) {
        return JsonValue.array(steps.stream()
                .filter(which)
                .map(step -> JsonValue.number(step.destination()))
                .toList());
    }

    private static String summary(Execution execution) {
        if (execution.done().isEmpty()) {
            return "nothing to change";
        }
        return "applied: " + count(execution, Step.Create.class) + " created, " + count(execution, Step.Change.class)
                + " changed, " + count(execution, Step.Delete.class) + " deleted";
    }

    private static long count(Execution execution, Class<? extends Step> kind) {
        return execution.done().stream().filter(kind::isInstance).count();
    }

    private static String list(List<Step> steps) {
        return steps.isEmpty()
                ? "none"
                : steps.stream().map(step -> Long.toString(step.destination())).collect(joining(", "));
    }

    private void print(JsonObject document) {
        out.println(Json.write(document));
    }
}
