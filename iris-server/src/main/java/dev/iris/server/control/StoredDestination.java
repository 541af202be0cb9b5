package dev.iris.server.control;

import static java.util.stream.Collectors.toSet;

import dev.iris.json.JsonValue.JsonObject;
import dev.iris.model.Destination;
import dev.iris.model.Mapping;
import dev.iris.model.SegmentId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A destination as it is on disk.
 *
 * @param written the document as its author wrote it, without what has a place of its own
 * @param version grows with every change of the document or a pause
 */
record StoredDestination(Destination destination, JsonObject written, long version) {
    /** What a partner could tell apart of a mapping. */
    private record Row(Mapping mapping, String value) {
        static Set<Row> of(List<Mapping> mappings, Map<SegmentId, String> codes) {
            return mappings.stream()
                    .map(mapping -> new Row(
                            new Mapping(mapping.segment(), null, mapping.from(), mapping.until()),
                            mapping.value(codes)))
                    .collect(toSet());
        }
    }

    /** The entity tag in its quotes; the number keeps those of a deleted namesake apart. */
    String etag() {
        return "\"" + destination.number().value() + "-" + version + "\"";
    }

    /**
     * The destination as a document says; the same when it is so already.
     *
     * @param codes integration codes of segments
     */
    StoredDestination revised(Draft draft, JsonObject document, Map<SegmentId, String> codes) {
        var moved = !draft.userDpid().equals(destination.userDpid())
                || !draft.reach().equals(destination.reach())
                || !Row.of(draft.mappings(), codes).equals(Row.of(destination.mappings(), codes));
        return next(
                draft.as(
                        destination.number(),
                        destination.id(),
                        destination.mappingEpoch() + (moved ? 1 : 0),
                        destination.paused()),
                document);
    }

    /** The destination with other mappings; the same when it has them already. */
    StoredDestination withMappings(List<Mapping> mappings, Map<SegmentId, String> codes) {
        return revised(Draft.of(destination).withMappings(mappings), written, codes);
    }

    /** The destination after the integration code of a segment changed: with a new mapping epoch if it calls the segment so. */
    StoredDestination recoded(SegmentId segment) {
        boolean callsItSo = destination.mappings().stream()
                .anyMatch(mapping -> mapping.segment().equals(segment) && mapping.alias() == null);
        return callsItSo ? moved() : this;
    }

    /** The destination paused or not; the same when it is so already. */
    StoredDestination withPaused(boolean paused) {
        return next(
                Draft.of(destination).as(destination.number(), destination.id(), destination.mappingEpoch(), paused),
                written);
    }

    /** The destination on another day: with a new mapping epoch if a window opened or closed, else the same. */
    StoredDestination on(LocalDate day, LocalDate before) {
        if (open(day).equals(open(before))) {
            return this;
        }
        return moved();
    }

    private StoredDestination moved() {
        var moved = Draft.of(destination)
                .as(destination.number(), destination.id(), destination.mappingEpoch() + 1, destination.paused());
        return new StoredDestination(moved, written, version);
    }

    private StoredDestination next(Destination next, JsonObject document) {
        // What says the same in other words is no change.
        return next.equals(destination) ? this : new StoredDestination(next, document, version + 1);
    }

    private Set<SegmentId> open(LocalDate day) {
        return destination.mappings().stream()
                .filter(mapping -> mapping.openOn(day))
                .map(Mapping::segment)
                .collect(toSet());
    }
}
