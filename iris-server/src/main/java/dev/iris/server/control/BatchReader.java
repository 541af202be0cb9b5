package dev.iris.server.control;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Members;
import dev.iris.model.BatchSettings;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Reads and writes {@code batch}. Confined to one reading. */
final class BatchReader {
    private static final String NEVER = "never";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm").withResolverStyle(ResolverStyle.STRICT);

    private final Members batch;

    BatchReader(Members batch) {
        this.batch = batch;
    }

    BatchSettings read() {
        var off = BatchSettings.OFF;
        var read = new BatchSettings(
                batch.flag("enabled").orElse(off.enabled()),
                Durations.read(batch, "every", BatchSettings.MOST_OFTEN, BatchSettings.MOST_RARELY)
                        .orElse(off.every()),
                batch.text("at", BatchReader::time).orElse(off.at()),
                batch.text("full", BatchReader::full).flatMap(full -> full).orElse(off.full()),
                batch.flag("suppressDelivered").orElse(off.suppressDelivered()));
        batch.refuseUnknown();
        return read;
    }

    static JsonObject write(BatchSettings settings) {
        var full = settings.full();
        return JsonValue.object()
                .put("enabled", settings.enabled())
                .put("every", Durations.write(settings.every()))
                .put("at", settings.at().format(TIME))
                .put("full", full == null ? NEVER : text(full))
                .put("suppressDelivered", settings.suppressDelivered())
                .build();
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text, TIME);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is no time of day (expected: such as 02:00, in UTC)", e);
        }
    }

    private static Optional<Duration> full(String text) {
        return switch (text) {
            case NEVER -> Optional.empty();
            case "24h", "1d" -> Optional.of(Duration.ofDays(1));
            case "7d" -> Optional.of(Duration.ofDays(7));
            case "30d" -> Optional.of(Duration.ofDays(30));
            default -> throw new IllegalArgumentException("is unknown (expected: 24h, 7d, 30d or never)");
        };
    }

    private static String text(Duration full) {
        return full.toDays() == 1 ? "24h" : full.toDays() + "d";
    }
}
