package dev.iris.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iris.json.Json;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final Report report = new Report()
            .text("benchmark", "benchmark", "throughput")
            .number("usersPerSecond", "users/s", 9_876.54, 0)
            .measured("peakRssMegabytes", "peak memory, MB", OptionalDouble.empty(), 0)
            .group("rawEdge", new Report().number("requestsPerSecond", "the edge alone, requests/s", 1_234.56, 1))
            .absent("wrk", "wrk", "wrk is not installed");

    @Test
    void theObjectHasTheMembersInTheirOrder() {
        assertThat(Json.write(report.json()))
                .isEqualTo("{\"benchmark\":\"throughput\",\"usersPerSecond\":9877,\"peakRssMegabytes\":null,"
                        + "\"rawEdge\":{\"requestsPerSecond\":1234.6},\"wrk\":null}");
    }

    @Test
    void theTableSaysTheSameInWordsAndAlignsIt() {
        assertThat(report.table().lines())
                .containsExactly(
                        "benchmark                                        throughput",
                        "users/s                                                9877",
                        "peak memory, MB                                not measured",
                        "the edge alone, requests/s                           1234.6",
                        "wrk                                            wrk is not installed");
    }

    @Test
    void reportsOfTheSameFiguresStandBesideEachOther() {
        var pairs = new Report()
                .list(
                        "pairs",
                        List.of(
                                new Report().number("ratio", "ratio", 1.04, 2).count("samples", "samples", 9),
                                new Report().number("ratio", "ratio", 0.98, 2).count("samples", "samples", 8)));

        assertThat(Json.write(pairs.json()))
                .isEqualTo("{\"pairs\":[{\"ratio\":1.04,\"samples\":9},{\"ratio\":0.98,\"samples\":8}]}");
        assertThat(pairs.table().lines())
                .containsExactly(
                        "ratio                                                  1.04         0.98",
                        "samples                                                   9            8");
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> report.number("ratio", "ratio", Double.NaN, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
