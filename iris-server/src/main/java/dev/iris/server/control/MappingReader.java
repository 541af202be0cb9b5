package dev.iris.server.control;

import dev.iris.json.Members;
import dev.iris.model.Mapping;
import dev.iris.model.SegmentId;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one mapping. */
final class MappingReader {
    private static final int ALIAS_MOST = 256;

    private MappingReader() {}

    /**
     * Reads a mapping whose segment stands in the document.
     *
     * @return null when something is wrong, which is noted
     */
    static @Nullable Mapping read(Members mapping) {
        return rest(mapping, mapping.required("segment", mapping.text("segment", SegmentId::new)))
                .orElse(null);
    }

    /** Reads a mapping of a segment; when the document names one too, it is the same. */
    static Optional<Mapping> read(Members mapping, SegmentId segment) {
        mapping.text("segment")
                .filter(named -> !named.equals(segment.value()))
                .ifPresent(named ->
                        mapping.problem("segment", "is another than that of the path (expected: " + segment + ")"));
        return rest(mapping, Optional.of(segment));
    }

    private static Optional<Mapping> rest(Members mapping, Optional<SegmentId> segment) {
        var alias =
                mapping.text("value", text -> Lines.require(text, ALIAS_MOST)).orElse(null);
        var from = mapping.text("from", MappingReader::day).orElse(null);
        var until = mapping.text("until", MappingReader::day).orElse(null);
        mapping.refuseUnknown();
        if (from != null && until != null && !from.isBefore(until)) {
            mapping.problem("from", from + " with until " + until + " (expected: from before until)");
            return Optional.empty();
        }
        return segment.map(mapped -> new Mapping(mapped, alias, from, until));
    }

    private static LocalDate day(String text) {
        try {
            if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("is no day of the calendar (expected: such as 2026-11-23, UTC)", e);
        }
        throw new IllegalArgumentException("is no date (expected: such as 2026-11-23, UTC)");
    }
}
