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
                "bench isolation --rate 0",
                "bench drain --devices 999",
                "bench drain --rounds 0",
                "bench recovery --devices 2000 --events 1999",
                "bench recovery --limit 9",
                "bench recovery --limited-seconds 4",
                "bench destinations --destinations 10001",
                "bench destinations --destinations 50 --active 51",
                "bench destinations --devices 9"
            })
    void wrongOptionsAreWrongUsage(String line) {
        assertThat(Iris.run(line.split(" "))).isEqualTo(2);
    }
}
