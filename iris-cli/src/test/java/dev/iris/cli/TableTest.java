package dev.iris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        var table = new Table("ID", "NAME", "REASON");
        table.add("1", "Überall 😀", "");
        table.add("423", "a\nb", "timeout");
        table.add("2", "x".repeat(100), "");
        assertThat(table.lines())
                .containsExactly(
                        "ID   NAME" + " ".repeat(58) + "REASON",
                        "1    Überall 😀" + " ".repeat(53) + "-",
                        "423  a\\u000ab" + " ".repeat(54) + "timeout",
                        "2    " + "x".repeat(59) + "…  -");
    }
}
