package dev.iris.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.deliver.Circuit.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Path TABLE = Path.of("..", "docs", "design", "delivery.md");

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void theDocumentedTableIsWhatHappens() throws IOException {
        var rows = Files.readAllLines(TABLE).stream()
                .map(CircuitTest::cells)
                .filter(cells -> cells.size() == 4 && cells.getFirst().matches("closed|open|half-open"))
                .toList();

        assertThat(rows).hasSize(CircuitPosition.values().length);
        for (var row : rows) {
            assertThat(afterSuccess(row.getFirst())).isEqualTo(row.get(1));
            assertThat(afterFailure(row.getFirst())).isEqualTo(row.get(2));
            assertThat(afterBackoff(row.getFirst())).isEqualTo(row.get(3));
        }
    }

    @Test
    void failuresThatAreNotInARowOpenNothing() {
        var circuit = circuit();
        for (int i = 0; i < 100; i++) {
            circuit.failed(Duration.ZERO);
            circuit.failed(Duration.ZERO);
            circuit.succeeded();
        }
        assertThat(circuit.position()).isEqualTo(CircuitPosition.CLOSED);
    }

    @Test
    void aPauseThatThePartnerAsksForOpensItAtOnceForThatLong() {
        var circuit = circuit();
        circuit.failed(Duration.ofMinutes(5));

        assertThat(circuit.ask()).isEqualTo(new Permission.Wait(Duration.ofMinutes(5)));
    }

    @Test
    void retryNowLetsAProbeGo() {
        var circuit = at("open");
        circuit.retryNow();

        assertThat(circuit.ask()).isEqualTo(new Permission.Probe());
    }

    @Test
    void aSuccessSaysWhetherItClosedTheCircuit() {
        assertThat(at("closed").succeeded()).isFalse();
        assertThat(at("half-open").succeeded()).isTrue();
    }

    private String afterSuccess(String position) {
        var circuit = at(position);
        circuit.succeeded();
        return circuit.position().text();
    }

    private String afterFailure(String position) {
        var circuit = at(position);
        circuit.failed(Duration.ZERO);
        var first = circuit.position().text();
        for (int i = 1; i < Circuit.THRESHOLD; i++) {
            circuit.failed(Duration.ZERO);
        }
        var last = circuit.position().text();
        return first.equals(last) ? first : first + "; " + last + " after the fifth in a row";
    }

    private String afterBackoff(String position) {
        if (position.equals("closed")) {
            return "–";
        }
        var circuit = at(position);
        nanos.addAndGet(LONGEST.toNanos());
        circuit.ask();
        return position.equals("open") ? circuit.position().text() : "–";
    }

    private Circuit at(String position) {
        var circuit = circuit();
        if (position.equals("closed")) {
            return circuit;
        }
        for (int i = 0; i < Circuit.THRESHOLD; i++) {
            circuit.failed(Duration.ZERO);
        }
        if (position.equals("half-open")) {
            nanos.addAndGet(LONGEST.toNanos());
            circuit.ask();
        }
        assertThat(circuit.position().text()).isEqualTo(position);
        return circuit;
    }

    private Circuit circuit() {
        return new Circuit(new Backoff(Duration.ofMillis(500), LONGEST, new Random(1)), nanos::get);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|", -1))
                .map(String::strip)
                .filter(cell -> !cell.isEmpty())
                .toList();
    }
}
