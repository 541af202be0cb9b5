package dev.iris.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.fuzz.Assembly;
import dev.iris.fuzz.FuzzTarget;
import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonNull;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import dev.iris.model.PartnerId;
import dev.iris.model.QualificationEvent;
import dev.iris.model.SegmentId;
import dev.iris.server.events.EventReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request with events, read as one document and as lines: what is taken names what the document named, and is the same when it is written and read again,
 * either way; what is refused is refused with a whole problem document whose words are short.
 */
public final class EventsTarget implements FuzzTarget {
    private static final Instant NOW = Instant.parse("2026-11-23T16:20:00Z");
    private static final int LONGEST_REASON = 400;
    private static final JsonLimits ANSWER = new JsonLimits(8, 4_096, 200_000);

    private static final Assembly EVENT = new Assembly(List.of(
            "\"device\":\"1\",\"time\":\"2026-11-23T16:17:22Z\"",
            "\"region\":\"9\"",
            "\"region\":\"\"",
            "\"qualified\":[\"1\",\"2\",\"3\"]",
            "\"qualified\":[\"4\"]",
            "\"disqualified\":[\"4\",\"5\"]",
            "\"disqualified\":null",
            "\"ids\":[{\"dpid\":\"1\",\"uuid\":\"a\"},{\"dpid\":\"1\",\"uuid\":\"b\"}]",
            "\"ids\":[{\"dpid\":\"2\",\"uuid\":\"ä\"}]",
            "\"removedIds\":[{\"dpid\":\"1\",\"uuid\":\"c\"}]",
            "\"removedIds\":[{\"dpid\":\"2\",\"uuid\":\"ä\"},{\"dpid\":\"3\",\"uuid\":\"d\"}]",
            "\"ip\":\"192.0.2.1\"",
            "\"userAgent\":\"Mozilla/5.0\""));

    private final EventsBody body = new EventsBody(new EventReader(() -> NOW));

    @Override
    public void check(byte[] input) {
        var text = EVENT.of(input);
        check("application/json", text);
        check(EventsBody.LINES, text);
    }

    private void check(String type, byte[] input) {
        try {
            var events = body.read(type, input);
            if (type.equals("application/json")) {
                checkNothingIsLost(input, events);
            }
            checkTaken(events);
        } catch (RefusedException e) {
            checkRefusal(e.answer());
        }
    }

    /** What the document names, the event names: sets are compared, as a document may repeat an element. */
    private static void checkNothingIsLost(byte[] input, List<QualificationEvent> events) {
        var documents = new ArrayList<JsonObject>();
        try {
            Json.readEach(input, JsonLimits.EVENT, value -> documents.add((JsonObject) value));
        } catch (MalformedDocumentException e) {
            throw new AssertionError("what was taken is no JSON: " + e.describe(), e);
        }
        assertThat(documents).hasSameSizeAs(events);
        for (int i = 0; i < documents.size(); i++) {
            var written = write(events.get(i));
            for (var name : List.of("device", "region", "qualified", "disqualified", "ids", "removedIds")) {
                assertThat(named(written, name)).as(name).isEqualTo(named(documents.get(i), name));
            }
        }
    }

    /** The texts at a member, be it a list, a text or nothing; an id by its data source and itself. */
    private static Set<JsonValue> named(JsonObject document, String name) {
        return switch (document.find(name).orElse(JsonValue.NULL)) {
            case JsonArray(List<JsonValue> elements) ->
                elements.stream().map(EventsTarget::sorted).collect(toSet());
            case JsonNull _ -> Set.of();
            case JsonValue value -> Set.of(value);
        };
    }

    private static JsonValue sorted(JsonValue value) {
        return value instanceof JsonObject(var members) ? new JsonObject(new TreeMap<>(members)) : value;
    }

    private void checkTaken(List<QualificationEvent> events) {
        var documents = events.stream().map(EventsTarget::write).toList();
        var array = Json.writeBytes(JsonValue.array(documents));
        var lines = documents.stream().map(Json::write).collect(joining("\n")).getBytes(UTF_8);
        assertThat(body.read("application/json", array)).isEqualTo(events);
        assertThat(body.read(EventsBody.LINES, lines)).isEqualTo(events);
    }

    private static void checkRefusal(Answer answer) {
        assertThat(answer.status()).isBetween(400, 499);
        var document = document(answer);
        assertThat(text(document, "detail")).hasSizeBetween(1, LONGEST_REASON);
        var problems = document.find("problems").orElse(JsonValue.NULL);
        if (problems instanceof JsonArray(List<JsonValue> elements)) {
            assertThat(elements).isNotEmpty();
            elements.forEach(
                    element -> assertThat(text((JsonObject) element, "reason")).hasSizeBetween(1, LONGEST_REASON));
        }
    }

    private static JsonObject document(Answer answer) {
        try {
            return (JsonObject) Json.read(answer.body().getBytes(UTF_8), ANSWER);
        } catch (MalformedDocumentException e) {
            throw new AssertionError("a refusal is no JSON: " + e.describe(), e);
        }
    }

    private static String text(JsonObject object, String name) {
        return object.find(name).orElse(JsonValue.NULL) instanceof JsonString(String text) ? text : "";
    }

    private static JsonObject write(QualificationEvent event) {
        var region = event.region();
        return JsonValue.object()
                .put("device", event.device().value())
                .put("time", event.time().toString())
                .put("region", region == null ? JsonValue.NULL : JsonValue.text(region.value()))
                .put("qualified", segments(event.qualified()))
                .put("disqualified", segments(event.disqualified()))
                .put("ids", ids(event.ids()))
                .put("removedIds", ids(event.removedIds()))
                .put("ip", textOrNull(event.ip()))
                .put("userAgent", textOrNull(event.userAgent()))
                .build();
    }

    private static JsonValue textOrNull(@Nullable String text) {
        return text == null ? JsonValue.NULL : JsonValue.text(text);
    }

    private static JsonValue segments(Collection<SegmentId> segments) {
        return JsonValue.array(segments.stream()
                .map(segment -> JsonValue.text(segment.value()))
                .toList());
    }

    private static JsonValue ids(Collection<PartnerId> ids) {
        return JsonValue.array(ids.stream()
                .map(id -> JsonValue.object()
                        .put("dpid", id.dataSource().value())
                        .put("uuid", id.uuid())
                        .build())
                .toList());
    }
}
