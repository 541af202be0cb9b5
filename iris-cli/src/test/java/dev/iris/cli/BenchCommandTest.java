package dev.iris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bench",
                "bench isolated",
                "bench throughput --seconds 4",
                "bench throughput --seconds 601",
                "bench throughput --seconds many",
                "bench throughput --users-per-message 0",
                "bench throughput --concurrency 257",
                "bench throughput --rate 5",
                "bench latency --rate 0",
                "bench latency --rate 20001",
                "bench isolation --pairs 0",
                "bench isolation --destinations 1001",
                "bench isolation --destinations 10 --bad 10",
                "bench isolation --bad 0",
                "bench isolation --fault token",
                "bench isolation --rate 0"
            })
    void wrongOptionsAreWrongUsage(String line) {
        assertThat(Iris.run(line.split(" "))).isEqualTo(2);
    }
}
