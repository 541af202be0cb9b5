package dev.iris.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The events of one request, as posted and by device. Confined to its teller. */
final class Told {
    private final Map<DeviceBook, List<ToldEvent>> byDevice = new LinkedHashMap<>();
    private final List<JsonValue> documents = new ArrayList<>();

    void add(DeviceLife life, Function<DeviceLife, ToldEvent> happens) {
        var event = happens.apply(life);
        byDevice.computeIfAbsent(life.book(), _ -> new ArrayList<>()).add(event);
        documents.add(event.json(life.book().device()));
    }

    int size() {
        return documents.size();
    }

    Set<DeviceBook> books() {
        return byDevice.keySet();
    }

    /** As {@code POST /v1/events} takes them. */
    JsonValue array() {
        return JsonValue.array(documents);
    }

    /** As {@code POST /v1/imports} takes them. */
    byte[] lines() {
        var text = new StringBuilder();
        documents.forEach(document -> text.append(Json.write(document)).append('\n'));
        return text.toString().getBytes(UTF_8);
    }

    /** Notes in the books whether the request was answered. */
    void note(boolean answered, Collection<Place> places) {
        byDevice.forEach((book, events) -> {
            if (answered) {
                book.accepted(events, places);
            } else {
                book.unanswered(events, places);
            }
        });
    }
}
