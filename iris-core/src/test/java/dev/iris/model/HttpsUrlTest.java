package dev.iris.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.partner.com/x, https://api.partner.com:443",
        "HTTPS://API.Partner.COM:443/y, https://api.partner.com:443",
        "api.partner.com/x?y, https://api.partner.com:443",
        "https://api.partner.com./x, https://api.partner.com:443",
        "https://api.partner.com:8443, https://api.partner.com:8443",
        "https://[2001:DB8::1]/, https://[2001:db8::1]:443",
    })
    void oneOriginHasOneSpelling(String url, String origin) {
        assertThat(HttpsUrl.parse(url).origin()).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h/",
                "https://u:pw@h/",
                "https://h/#",
                "https://h/ä",
                "https://h/?ä",
                "https://ä/",
                "https://h:0/",
                "https://h:65536/",
                "https://h:/",
                "https:/h",
                "https://[fe80::1%25eth0]/",
                "https://",
                "",
            })
    void whatCannotBeSentToIsRefusedWithoutBeingRepeated(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpsUrl.parse(url))
                .satisfies(
                        e -> assertThat(e.getMessage()).contains("(expected: ").doesNotContain("pw"));
    }

    @ParameterizedTest
    @CsvSource({"2048, true", "2049, false"})
    void aUrlIsTakenToItsLimit(int length, boolean taken) {
        var url = "https://h/" + "a".repeat(length - 10);
        if (taken) {
            assertThat(HttpsUrl.parse(url)).hasToString(url);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HttpsUrl.parse(url))
                    .withMessageContaining("2049");
        }
    }
}
