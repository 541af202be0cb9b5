package dev.iris.cli;

import dev.iris.cli.client.Printable;
import java.util.ArrayList;
import java.util.List;

/** Rows in columns as wide as they need to be. Confined to its creator. */
final class Table {
    private static final int MOST = 60;
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... titles) {
        rows.add(List.of(titles));
    }

    /** Adds a row; an empty cell shows as a dash. */
    void add(String... cells) {
        rows.add(List.of(cells).stream().map(Table::shown).toList());
    }

    /** Its lines, without spaces at their ends. */
    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        var line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            var cell = row.get(column);
            line.append(cell).repeat(' ', width(column) - length(cell)).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
    }

    private static String shown(String cell) {
        var text = Printable.of(cell);
        if (text.isEmpty()) {
            return "-";
        }
        return length(text) > MOST ? text.substring(0, text.offsetByCodePoints(0, MOST - 1)) + "…" : text;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
