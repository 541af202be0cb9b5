package dev.iris.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://proxy.internal:3128, proxy.internal, 3128",
        "http://10.0.0.1:8080/, 10.0.0.1, 8080",
        "HTTP://Proxy:1, proxy, 1",
        "http://[fd00::1]:3128, fd00::1, 3128"
    })
    void hostAndPortAreRead(String text, String host, int port) {
        assertThat(ProxyAddress.parse(text)).isEqualTo(new ProxyAddress(host, port));
    }

    @Test
    void itsTextIsTheUrl() {
        assertThat(ProxyAddress.parse("http://[fd00::1]:3128/")).hasToString("http://[fd00::1]:3128");
    }

    @ParameterizedTest
    @CsvSource({
        "proxy.internal:3128, is no http proxy",
        "https://proxy.internal:3128, is no http proxy",
        "socks5://proxy.internal:1080, is no http proxy",
        "http://proxy.internal, has no port",
        "http://proxy.internal:0, has no port",
        "http://proxy.internal:65536, has no port",
        "http://:3128, has no host",
        "http://proxy.internal:3128/path, goes on after the port",
        "http://proxy.internal:3128?x=1, goes on after the port",
        "http://user:secret@proxy.internal:3128, holds a user or password",
        "http://a b:3128, is no URL",
        "'', is no http proxy"
    })
    void whatIsNoProxyIsRefusedInWords(String text, String words) {
        assertThatThrownBy(() -> ProxyAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words)
                .hasMessageContaining("(expected: http://host:port)")
                .hasMessageNotContaining("secret");
    }
}
