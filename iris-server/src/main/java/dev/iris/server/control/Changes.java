package dev.iris.server.control;

import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Members;
import dev.iris.json.Problem;
import dev.iris.model.DestinationId;
import dev.iris.model.Mapping;
import dev.iris.model.SegmentId;
import dev.iris.server.control.ChangeResult.Conflict;
import dev.iris.server.control.ChangeResult.Created;
import dev.iris.server.control.ChangeResult.Deleted;
import dev.iris.server.control.ChangeResult.EtagMismatch;
import dev.iris.server.control.ChangeResult.Missing;
import dev.iris.server.control.ChangeResult.Refused;
import dev.iris.server.control.ChangeResult.Updated;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Decides what each change that is asked for makes of a roster; writes nothing. Thread-safe. */
final class Changes {
    /** Destinations of one server. */
    static final int MAX_DESTINATIONS = 10_000;

    /** Different segments that are mapped to any destination. */
    static final int MAX_SEGMENTS = 100_000;

    private final Vetting vetting;

    Changes(Vetting vetting) {
        this.vetting = vetting;
    }

    DestinationView view(StoredDestination stored) {
        var destination = stored.destination();
        return new DestinationView(
                destination,
                DestinationWriter.full(destination, vetting.fingerprint()),
                DestinationWriter.written(stored, vetting.fingerprint()),
                stored.etag());
    }

    Decision put(Roster roster, DestinationId id, JsonObject document, Preconditions preconditions) {
        var current = roster.find(id);
        var etag = current.map(StoredDestination::etag).orElse("");
        if (!preconditions.hold(etag)) {
            return new Decision(roster, new EtagMismatch(etag));
        }
        var kept = current.map(stored -> Kept.of(stored.destination())).orElse(Kept.NOTHING);
        return switch (DestinationReader.read(document, id, kept, vetting)) {
            case DraftReading.Faulty(List<Problem> problems) -> new Decision(roster, new Refused(problems));
            case DraftReading.Complete(Draft draft) -> {
                var written = WrittenDocument.of(document, draft.secrets());
                yield current.map(stored -> update(
                                roster,
                                stored.revised(draft, written, roster.segments().codes())))
                        .orElseGet(() -> create(roster, id, draft, written));
            }
        };
    }

    Decision delete(Roster roster, DestinationId id, Preconditions preconditions) {
        var current = roster.find(id);
        if (current.isEmpty()) {
            return new Decision(roster, new Missing());
        }
        var stored = current.get();
        if (!preconditions.hold(stored.etag())) {
            return new Decision(roster, new EtagMismatch(stored.etag()));
        }
        if (!stored.destination().mappings().isEmpty()) {
            return new Decision(
                    roster,
                    new Conflict("destination-has-mappings", "Unmap its segments first, then delete the destination."));
        }
        return new Decision(roster.without(id), new Deleted());
    }

    Decision map(Roster roster, DestinationId id, SegmentId segment, JsonObject document, Preconditions preconditions) {
        var current = roster.find(id);
        if (current.isEmpty()) {
            return new Decision(roster, new Missing());
        }
        if (!preconditions.hold(current.get().etag())) {
            return new Decision(roster, new EtagMismatch(current.get().etag()));
        }
        var problems = new ArrayList<Problem>();
        var mapping = MappingReader.read(Members.of(document, "", problems), segment);
        if (mapping.isEmpty() || !problems.isEmpty()) {
            return new Decision(roster, new Refused(problems));
        }
        var mappings = others(current.get(), segment);
        var isNew = mappings.size() == current.get().destination().mappings().size();
        mappings.add(mapping.get());
        var decision = update(
                roster, current.get().withMappings(mappings, roster.segments().codes()));
        return isNew && decision.result() instanceof Updated(DestinationView view)
                ? new Decision(decision.roster(), new Created(view))
                : decision;
    }

    Decision unmap(Roster roster, DestinationId id, SegmentId segment, Preconditions preconditions) {
        var current = roster.find(id);
        if (current.isPresent() && !preconditions.hold(current.get().etag())) {
            return new Decision(roster, new EtagMismatch(current.get().etag()));
        }
        return current.filter(stored -> others(stored, segment).size()
                        < stored.destination().mappings().size())
                .map(stored -> update(
                        roster,
                        stored.withMappings(
                                others(stored, segment), roster.segments().codes())))
                .orElseGet(() -> new Decision(roster, new Missing()));
    }

    Decision pause(Roster roster, DestinationId id, boolean paused) {
        return roster.find(id)
                .map(stored -> update(roster, stored.withPaused(paused)))
                .orElseGet(() -> new Decision(roster, new Missing()));
    }

    private Decision create(Roster roster, DestinationId id, Draft draft, JsonObject written) {
        if (roster.all().size() >= MAX_DESTINATIONS) {
            return new Decision(
                    roster,
                    new Conflict(
                            "too-many-destinations",
                            "A server holds at most " + MAX_DESTINATIONS + "; delete one first."));
        }
        var stored = new StoredDestination(draft.as(roster.nextNumber(), id, 1, false), written, 1);
        return within(roster, roster.with(stored), new Created(view(stored)));
    }

    private Decision update(Roster roster, StoredDestination stored) {
        return within(roster, roster.with(stored), new Updated(view(stored)));
    }

    private static Decision within(Roster before, Roster after, ChangeResult result) {
        // Counting mappings is cheap, and there are never more segments than mappings.
        if (mappings(after).count() > MAX_SEGMENTS
                && segments(after) > MAX_SEGMENTS
                && segments(after) > segments(before)) {
            return new Decision(
                    before,
                    new Conflict(
                            "too-many-segments", "A server maps at most " + MAX_SEGMENTS + "; unmap others first."));
        }
        return new Decision(after, result);
    }

    private static long segments(Roster roster) {
        return mappings(roster).map(Mapping::segment).distinct().count();
    }

    private static Stream<Mapping> mappings(Roster roster) {
        return roster.all().stream().flatMap(stored -> stored.destination().mappings().stream());
    }

    private static List<Mapping> others(StoredDestination stored, SegmentId segment) {
        var others = new ArrayList<>(stored.destination().mappings());
        others.removeIf(mapping -> mapping.segment().equals(segment));
        return others;
    }
}
