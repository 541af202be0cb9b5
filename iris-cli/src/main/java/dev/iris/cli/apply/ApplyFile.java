package dev.iris.cli.apply;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import dev.iris.json.Members;
import dev.iris.json.Problem;
import dev.iris.json.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file says the destinations are to be.
 *
 * @param redaction hides what its references resolved to
 */
public record ApplyFile(List<Wanted> destinations, Redaction redaction) {
    /** Bytes of a file. */
    public static final int MOST_BYTES = 64 << 20;

    /** A destination's own, two levels deeper. */
    private static final JsonLimits LIMITS = new JsonLimits(18, 65_536, 50_000_000);

    private static final String DESTINATIONS = "destinations";

    public ApplyFile {
        destinations = List.copyOf(destinations);
    }

    /** What reading a file comes to. */
    public sealed interface Read {
        /** It is well-formed. */
        record Complete(ApplyFile file) implements Read {}

        /** All that is wrong with it. */
        record Faulty(List<Problem> problems) implements Read {
            public Faulty {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * Reads a file, YAML or JSON.
     *
     * @param folder at which relative paths of references start
     */
    public static Read read(byte[] utf8, Path folder, Map<String, String> environment) {
        var problems = new ArrayList<Problem>();
        var references = new References(environment, folder, problems);
        try {
            var wanted = wanted(document(utf8), references, problems);
            return problems.isEmpty()
                    ? new Read.Complete(new ApplyFile(wanted, references.redaction()))
                    : new Read.Faulty(problems);
        } catch (MalformedDocumentException e) {
            return new Read.Faulty(List.of(new Problem("", e.describe())));
        }
    }

    /** JSON may be indented by tabs, YAML may not. */
    private static JsonValue document(byte[] utf8) throws MalformedDocumentException {
        var text = Json.decode(utf8);
        if (text.stripLeading().startsWith("{")) {
            try {
                return Json.read(text, LIMITS);
            } catch (MalformedDocumentException e) {
                return Yaml.read(utf8, LIMITS);
            }
        }
        return Yaml.read(utf8, LIMITS);
    }

    private static List<Wanted> wanted(JsonValue document, References references, List<Problem> problems) {
        var file = Members.of(document, "", problems);
        var list = file.required(DESTINATIONS, file.value(DESTINATIONS));
        file.refuseUnknown();
        return switch (list.orElse(JsonValue.NULL)) {
            case JsonArray(List<JsonValue> elements) -> wanted(elements, references, problems);
            case JsonValue.JsonNull _ -> List.of();
            case JsonValue other -> {
                file.problem(DESTINATIONS, "is " + other.kind() + " (expected: a list of destinations)");
                yield List.of();
            }
        };
    }

    private static List<Wanted> wanted(List<JsonValue> elements, References references, List<Problem> problems) {
        var found = new ArrayList<Wanted>();
        var places = new HashMap<Long, String>();
        for (int i = 0; i < elements.size(); i++) {
            var place = DESTINATIONS + "[" + i + "]";
            if (!(elements.get(i) instanceof JsonObject object)) {
                problems.add(new Problem(place, "is " + elements.get(i).kind() + " (expected: an object)"));
                continue;
            }
            var resolved = references.resolve(place, object);
            long id = id(place, resolved, problems);
            var other = id == 0 ? null : places.putIfAbsent(id, place);
            if (other != null) {
                problems.add(new Problem(place + ".id", id + " stands in " + other + " too (expected: once)"));
            }
            found.add(new Wanted(place, id, resolved));
        }
        return found;
    }

    private static long id(String place, JsonObject document, List<Problem> problems) {
        var told = document.find("id").orElse(JsonValue.NULL);
        var text = switch (told) {
            case JsonNumber(String number) -> number;
            case JsonString(String digits) -> digits;
            case JsonValue.JsonNull _ -> "";
            case JsonObject _, JsonArray _, JsonValue.JsonBoolean _ -> "?";
        };
        if (text.matches("[1-9][0-9]{0,11}")) {
            return Long.parseLong(text);
        }
        var fault = text.isEmpty() ? "is missing" : "is malformed";
        problems.add(new Problem(place + ".id", fault + " (expected: a whole number from 1 to 999999999999)"));
        return 0;
    }
}
