package dev.iris.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import dev.iris.partner.PartnerLedger;
import dev.iris.partner.PartnerLedger.SegmentState;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a partner knows, written to a file: a line for each destination, device and partner id, such as
 * {@code {"destination":"423","device":"19","partnerId":"42","segments":{"14356":"1"}}}.
 */
public final class LedgerFile {
    private LedgerFile() {}

    /** Is shown each line of a file. */
    @FunctionalInterface
    interface Reader {
        void line(String destination, String device, String partnerId, Map<String, JsonValue> segments);
    }

    /** Writes the whole ledger. */
    public static void write(Path file, PartnerLedger ledger) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            ledger.forEach((destination, device, partnerId, states) ->
                    write(out, line(destination, device, partnerId, states)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    static void read(Path file, Reader reader) throws IOException {
        try (var lines = Files.lines(file)) {
            lines.forEach(line -> show(parse(line), reader));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(BufferedWriter out, JsonValue line) {
        try {
            out.write(Json.write(line));
            out.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonValue line(
            String destination, String device, String partnerId, Map<String, SegmentState> states) {
        var segments = JsonValue.object();
        new TreeMap<>(states).forEach((segment, state) -> segments.put(segment, state.active() ? "1" : "0"));
        return JsonValue.object()
                .put("destination", destination)
                .put("device", device)
                .put("partnerId", partnerId)
                .put("segments", segments.build())
                .build();
    }

    private static JsonObject parse(String line) {
        try {
            return (JsonObject) Json.read(line.getBytes(UTF_8), JsonLimits.DOCUMENT);
        } catch (MalformedDocumentException e) {
            throw new UncheckedIOException(new IOException("a ledger file of another form", e));
        }
    }

    private static void show(JsonObject line, Reader reader) {
        var segments = line.find("segments").orElse(JsonValue.NULL) instanceof JsonObject(var members)
                ? members
                : Map.<String, JsonValue>of();
        reader.line(text(line, "destination"), text(line, "device"), text(line, "partnerId"), segments);
    }

    private static String text(JsonObject line, String member) {
        return line.find(member).orElse(JsonValue.NULL) instanceof JsonString(String text) ? text : "";
    }
}
