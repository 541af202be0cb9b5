package dev.iris.server.control;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.Members;
import dev.iris.model.DeliverySettings;
import dev.iris.model.StatusMeaning;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what a destination may take and how long it may take for it. Confined to one reading. */
final class DeliveryReader {
    private static final String MEANINGS =
            Arrays.stream(StatusMeaning.values()).map(DeliveryReader::text).collect(Collectors.joining(", "));

    private final Members delivery;

    DeliveryReader(Members delivery) {
        this.delivery = delivery;
    }

    DeliverySettings read() {
        var standard = DeliverySettings.STANDARD;
        var read = new DeliverySettings(
                Durations.read(delivery, "timeout", Duration.ofMillis(100), Duration.ofMinutes(5))
                        .orElse(standard.timeout()),
                delivery.integer("retries", 0, 5).map(Long::intValue).orElse(standard.retries()),
                Statuses.read(delivery, "successStatus", status -> status / 100 == 2, "from 200 to 299")
                        .orElse(standard.successStatus()),
                delivery.integer("maxConcurrency", 1, 256).map(Long::intValue).orElse(standard.maxConcurrency()),
                delivery.flag("http2").orElse(standard.http2()),
                delivery.integer("messagesPerSecond", 1, 1_000_000)
                        .map(Long::intValue)
                        .orElse(null),
                Durations.read(delivery, "maxAge", Duration.ofSeconds(1), Duration.ofDays(30))
                        .orElse(standard.maxAge()),
                onStatus());
        delivery.refuseUnknown();
        return read;
    }

    /** A meaning as people write it. */
    static String text(StatusMeaning meaning) {
        return meaning.name().toLowerCase(Locale.ROOT);
    }

    private Map<Integer, StatusMeaning> onStatus() {
        var value = delivery.value("onStatus");
        if (value.isEmpty()) {
            return Map.of();
        }
        if (!(value.get() instanceof JsonObject object)) {
            delivery.problem("onStatus", "is no object (expected: such as { \"409\": delivered })");
            return Map.of();
        }
        Map<Integer, StatusMeaning> meanings = new HashMap<>();
        object.members().forEach((status, told) -> {
            if (!status.matches("[2-5][0-9]{2}")) {
                delivery.problem("onStatus", "has a name that is no status (expected: 200 to 599)");
                return;
            }
            meaning(told)
                    .ifPresentOrElse(
                            meaning -> meanings.put(Integer.valueOf(status), meaning),
                            () -> delivery.problem(
                                    "onStatus." + status, "has no known meaning (expected: one of " + MEANINGS + ")"));
        });
        return meanings;
    }

    private static Optional<StatusMeaning> meaning(JsonValue told) {
        return told instanceof JsonString(String word)
                ? Arrays.stream(StatusMeaning.values())
                        .filter(meaning -> text(meaning).equals(word))
                        .findFirst()
                : Optional.empty();
    }
}
