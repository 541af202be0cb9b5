package dev.iris.cli.apply;

import static java.util.stream.Collectors.toSet;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.ApiClient.Reply;
import dev.iris.cli.client.Printable;
import dev.iris.cli.client.Reading;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out what is to be done by asking the server to rehearse it; changes nothing. Confined to one file. */
public final class Planner {
    private final ApiClient api;
    private final Redaction redaction;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private int unchanged;

    /** What planning comes to. */
    public sealed interface Outcome {
        /** The server takes every document. */
        record Ready(Plan plan) implements Outcome {}

        /** All that the server refuses, by places in the file. */
        record Refused(List<Problem> problems) implements Outcome {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    private Planner(ApiClient api, Redaction redaction) {
        this.api = api;
        this.redaction = redaction;
    }

    /**
     * Plans for all destinations of a file.
     *
     * @param prune whether those that it does not name are to go
     */
    public static Outcome plan(ApiClient api, ApplyFile file, boolean prune) {
        var planner = new Planner(api, file.redaction());
        file.destinations().forEach(planner::consider);
        if (prune) {
            planner.prune(file.destinations().stream().map(Wanted::id).collect(toSet()));
        }
        return planner.problems.isEmpty()
                ? new Outcome.Ready(new Plan(planner.steps, planner.unchanged))
                : new Outcome.Refused(planner.problems);
    }

    private void consider(Wanted wanted) {
        var there = find(wanted.path());
        var path = wanted.path() + Paths.REHEARSED;
        var rehearsal = there.isPresent()
                ? api.putIfMatch(path, wanted.document(), etag(there.get()))
                : api.put(path, wanted.document());
        if (!rehearsal.ok()) {
            refuse(wanted, rehearsal);
        } else if (there.isEmpty()) {
            steps.add(new Step.Create(wanted, List.of(line("+", wanted.id(), rehearsal.body()))));
        } else {
            compare(wanted, there.get(), rehearsal.body());
        }
    }

    private void compare(Wanted wanted, Reply there, JsonObject after) {
        var lines = Difference.between(there.body(), after, wanted, redaction);
        if (lines.isEmpty()) {
            unchanged++;
        } else {
            steps.add(new Step.Change(wanted, etag(there), lines));
        }
    }

    private void refuse(Wanted wanted, Reply reply) {
        requireAnswer(reply);
        var told = Reading.objects(reply.body(), "problems");
        if (told.isEmpty()) {
            note(wanted, "", reply.sentence());
        }
        told.forEach(problem -> note(wanted, Reading.text(problem, "field"), Reading.text(problem, "reason")));
    }

    /** What is wrong with the access token or the server is wrong with every document. */
    private static void requireAnswer(Reply reply) {
        if (reply.status() == 401 || reply.status() == 403 || reply.status() >= 500) {
            reply.orFail();
        }
    }

    private void note(Wanted wanted, String field, String reason) {
        var place = wanted.placeOf(field);
        problems.add(new Problem(place, Printable.of(redaction.hide(place, reason))));
    }

    private void prune(Set<Long> kept) {
        for (var document : Reading.objects(api.get(Paths.DESTINATIONS).orFail().body(), "destinations")) {
            long id = Long.parseLong(Reading.text(document, "id"));
            if (!kept.contains(id)) {
                find(Paths.destination(id)).ifPresent(there -> delete(id, there));
            }
        }
    }

    private void delete(long id, Reply there) {
        var path = Paths.destination(id);
        var written = api.get(path + Paths.WRITTEN).orFail().body();
        var unmapped = ExportFile.document(written).with("mappings", JsonValue.array(List.of()));
        var rehearsal = api.putIfMatch(path + Paths.REHEARSED, unmapped, etag(there));
        requireAnswer(rehearsal);
        if (rehearsal.ok()) {
            steps.add(new Step.Delete(id, etag(there), unmapped, List.of(line("-", id, there.body()))));
        } else {
            problems.add(new Problem("destination " + id + ", which is to go", rehearsal.explanation()));
        }
    }

    private DiffLine line(String sign, long id, JsonObject document) {
        int mappings = Reading.objects(document, "mappings").size();
        var name = new ShownValue(redaction).text(Reading.text(document, "name"));
        return new DiffLine(sign, id, name + " (" + mappings + (mappings == 1 ? " mapping)" : " mappings)"));
    }

    private Optional<Reply> find(String path) {
        var reply = api.get(path);
        return reply.status() == 404 ? Optional.empty() : Optional.of(reply.orFail());
    }

    private static String etag(Reply reply) {
        return reply.etag().orElse("*");
    }
}
