package dev.iris.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "127.0.0.1, 127.0.0.1/32",
        "0.0.0.0/0, 0.0.0.0/0",
        "::1, 0:0:0:0:0:0:0:1/128",
        "fd00::/8, fd00:0:0:0:0:0:0:0/8"
    })
    void aRangeIsRead(String text, String shown) {
        assertThat(Cidr.parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "'', an address and a prefix",
        "localhost, an address and a prefix",
        "10.0.0/8, an address and a prefix",
        "256.0.0.0/8, an address and a prefix",
        "010.0.0.0/8, an address and a prefix",
        "fe80::1%eth0, an address and a prefix",
        "10.0.0.0/33, a prefix of 0 to 32",
        "10.0.0.0/, a prefix of 0 to 32",
        "10.0.0.0/-1, a prefix of 0 to 32",
        "::1/129, a prefix of 0 to 128",
        "10.0.0.1/8, 'no bits beyond the prefix, such as 10.0.0.0/8'"
    })
    void anythingElseIsRefusedWithItsTextAndWhatIsExpected(String text, String expected) {
        assertThatThrownBy(() -> Cidr.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text)
                .hasMessageContaining(expected);
    }

    @Test
    void aLongTextIsShownShortened() {
        assertThatThrownBy(() -> Cidr.parse("1".repeat(5_000)))
                .hasMessage("address range " + "1".repeat(64)
                        + "… (expected: an address and a prefix, such as 10.0.0.0/8 or fd00::/8)");
    }
}
