package dev.iris.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iris.cli.client.CommandFailedException;
import dev.iris.model.Secret;
import org.junit.jupiter.api.Test;

class WrkTest {
    @Test
    void theScriptCarriesTheContractsHeadersAndTheBodyAsItIs() {
        assertThat(Wrk.script(Secret.of("abc"), "{\"Users\":[]}".getBytes(UTF_8)))
                .isEqualTo("""
                    wrk.method = "POST"
                    wrk.headers["User-Agent"] = "Adobe Audience Manager Iris"
                    wrk.headers["Authorization"] = "Bearer abc"
                    wrk.headers["Content-Type"] = "application/json"
                    wrk.headers["Accept-Encoding"] = "gzip"
                    wrk.body = [==[{"Users":[]}]==]
                    """);
    }

    @Test
    void theRateIsReadFromItsOutput() {
        assertThat(Wrk.rate("  34936 requests in 5.00s, 6.5MB read\nRequests/sec:   6985.04\nTransfer/sec: 1MB\n"))
                .isEqualTo(6_985.04);
    }

    @Test
    void refusedRequestsAreNoRate() {
        assertThatThrownBy(() -> Wrk.rate("  Non-2xx or 3xx responses: 12\nRequests/sec:   6985.04\n"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("12");
    }
}
