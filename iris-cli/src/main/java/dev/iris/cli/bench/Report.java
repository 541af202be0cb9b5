package dev.iris.cli.bench;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The figures of a run in their order, as one JSON object and as a table for people. Confined to its writer. */
final class Report {
    private static final int LABEL_WIDTH = 46;
    private static final int VALUE_WIDTH = 12;
    private static final int MOST_PLACES = 4;

    private final JsonValue.ObjectBuilder json = JsonValue.object();
    private final List<Row> rows = new ArrayList<>();

    /** A line of the table; what several reports say of one figure stands beside each other. */
    private record Row(String label, List<String> values) {
        String line() {
            var line = new StringBuilder(String.format(Locale.ROOT, "%-" + LABEL_WIDTH + "s", label));
            values.forEach(value -> line.append(String.format(Locale.ROOT, " %" + VALUE_WIDTH + "s", value)));
            return line.toString();
        }
    }

    Report text(String name, String label, String value) {
        json.put(name, value);
        return row(label, value);
    }

    Report count(String name, String label, long value) {
        json.put(name, value);
        return row(label, Long.toString(value));
    }

    /** A number of so many places after the point. */
    Report number(String name, String label, double value, int places) {
        var rounded = rounded(value, places);
        json.put(name, rounded);
        return row(label, rounded.text());
    }

    /** A number that the system may not have told. */
    Report measured(String name, String label, OptionalDouble value, int places) {
        return value.isPresent()
                ? number(name, label, value.getAsDouble(), places)
                : absent(name, label, "not measured");
    }

    /** A figure that is not there, and why. */
    Report absent(String name, String label, String why) {
        json.put(name, JsonValue.NULL);
        return row(label, why);
    }

    /** Figures that belong together; their labels stand for themselves. */
    Report group(String name, Report members) {
        json.put(name, members.json());
        rows.addAll(members.rows);
        return this;
    }

    /** Reports of the same figures, each a column of the table. */
    Report list(String name, List<Report> members) {
        json.put(
                name,
                JsonValue.array(members.stream().<JsonValue>map(Report::json).toList()));
        for (int i = 0; !members.isEmpty() && i < members.getFirst().rows.size(); i++) {
            int figure = i;
            var values = members.stream().flatMap(member -> member.rows.get(figure).values.stream());
            rows.add(new Row(members.getFirst().rows.get(figure).label, values.toList()));
        }
        return this;
    }

    JsonObject json() {
        return json.build();
    }

    String table() {
        return rows.stream().map(Row::line).collect(Collectors.joining(System.lineSeparator()));
    }

    private Report row(String label, String value) {
        rows.add(new Row(label, List.of(value)));
        return this;
    }

    private static JsonNumber rounded(double value, int places) {
        if (!Double.isFinite(value) || places > MOST_PLACES) {
            throw new IllegalArgumentException(value + " with " + places + " places (expected: a number, 0 to 4)");
        }
        return new JsonNumber(
                BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP).toPlainString());
    }
}
