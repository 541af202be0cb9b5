package dev.iris.cli.apply;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.ApiClient.Reply;
import dev.iris.cli.client.CommandFailedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a plan was carried out; it stops at the first step that fails.
 *
 * @param done in their order
 * @param failure null when every step is done
 * @param left steps that were not begun
 */
public record Execution(List<Step> done, @Nullable Failure failure, List<Step> left) {
    private static final int CHANGED_MEANWHILE = 412;

    public Execution {
        done = List.copyOf(done);
        left = List.copyOf(left);
    }

    /** The step at which it stopped, and why. */
    public record Failure(Step step, String reason) {}

    /** Carries out a plan. */
    public static Execution of(Plan plan, ApiClient api, Redaction redaction) {
        var done = new ArrayList<Step>();
        for (var step : plan.steps()) {
            var fault = fault(api, step);
            if (fault != null) {
                var left = plan.steps().subList(done.size() + 1, plan.steps().size());
                return new Execution(done, new Failure(step, redaction.hide(fault)), left);
            }
            done.add(step);
        }
        return new Execution(done, null, List.of());
    }

    private static @Nullable String fault(ApiClient api, Step step) {
        try {
            return switch (step) {
                case Step.Create create ->
                    fault(api.putNew(create.wanted().path(), create.wanted().document()));
                case Step.Change change ->
                    fault(api.putIfMatch(change.wanted().path(), change.wanted().document(), change.etag()));
                case Step.Delete delete -> delete(api, delete);
            };
        } catch (CommandFailedException e) {
            return e.getMessage() + "; whether it was done is not known";
        }
    }

    private static @Nullable String delete(ApiClient api, Step.Delete step) {
        var path = Paths.destination(step.destination());
        var unmapped = api.putIfMatch(path, step.unmapped(), step.etag());
        var fault = fault(unmapped);
        if (fault != null) {
            return fault;
        }
        var remains = fault(api.deleteIfMatch(path, unmapped.etag().orElse("*")));
        return remains == null ? null : remains + "; its segments are unmapped already";
    }

    private static @Nullable String fault(Reply reply) {
        if (reply.ok()) {
            return null;
        }
        return reply.status() == CHANGED_MEANWHILE
                ? "somebody else changed it since it was read; run this again to see what it is now"
                : reply.explanation();
    }
}
