package dev.iris.server.api;

import dev.iris.engine.DeadLetter;
import dev.iris.engine.DeadLetters.LetterPage;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.model.SegmentStatus;

/** The JSON form of dead letters. */
final class LetterDocument {
    private LetterDocument() {}

    static JsonObject of(LetterPage page) {
        return JsonValue.object()
                .put(
                        "deadLetters",
                        JsonValue.array(page.letters().stream()
                                .map(LetterDocument::letter)
                                .toList()))
                .put("next", page.next().isEmpty() ? JsonValue.NULL : JsonValue.text(page.next()))
                .build();
    }

    private static JsonObject letter(DeadLetter letter) {
        var entry = letter.entry();
        return JsonValue.object()
                .put("device", entry.device().value())
                .put("partnerUuid", entry.partnerUuid())
                .put(
                        "segments",
                        JsonValue.array(entry.segments().stream()
                                .map(LetterDocument::segment)
                                .toList()))
                .put("reason", StatusDocument.reason(letter.reason()))
                .put("dueSince", letter.dueSince().toString())
                .put("diedAt", letter.diedAt().toString())
                .build();
    }

    private static JsonObject segment(SegmentStatus segment) {
        return JsonValue.object()
                .put("segment", segment.segmentId())
                .put("status", segment.active() ? "1" : "0")
                .put("time", segment.time().toString())
                .build();
    }
}
