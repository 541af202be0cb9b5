package dev.iris.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumericHostTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "127.1",
                "0x7f000001",
                "0x7f.1",
                "0177.0.0.1",
                "127.0.0.01",
                "0",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.0x4"
            })
    void anUnusualSpellingHidesAnAddress(String host) {
        assertThat(NumericHost.isDisguised(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "8.8.8.8", "api.partner.com", "1.partner.com", "::1", "localhost", "fe80::1"})
    void namesAndPlainAddressesHideNothing(String host) {
        assertThat(NumericHost.isDisguised(host)).isFalse();
    }
}
