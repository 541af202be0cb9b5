package dev.iris.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iris.model.HttpsUrl;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsRequestTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"Host", "content-length", "Transfer-Encoding", "Connection", "Expect", "", "A B", "A:", "Ä"})
    void headersThatHttpSetsOrThatAreNoTokensAreRefused(String name) {
        assertThatThrownBy(() -> request(new HttpHeader(name, "x"))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\r\nX-Evil: 1", "secret\n", "secret\0", "sécret", " secret", "secret ", ""})
    void valuesThatCannotBeSentAreRefusedAndNotRepeated(String value) {
        assertThatThrownBy(() -> request(new HttpHeader("Authorization", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Authorization")
                .hasMessageNotContaining("cret");
    }

    @Test
    void twoAuthorizationHeadersAreRefused() {
        var header = new HttpHeader("authorization", "Bearer x");

        assertThatThrownBy(() -> request(header, header)).hasMessageContaining("at most 1");
    }

    @Test
    void onlyHarmlessHeadersAreShown() {
        assertThat(new HttpHeader("Authorization", "Basic abc")).hasToString("Authorization: Basic ***");
        assertThat(new HttpHeader("authorization", "Bearer a b")).hasToString("authorization: Bearer ***");
        assertThat(new HttpHeader("Authorization", "secret word")).hasToString("Authorization: ***");
        assertThat(new HttpHeader("X-Signature", "abc")).hasToString("X-Signature: ***");
        assertThat(new HttpHeader("content-type", "text/plain")).hasToString("content-type: text/plain");
    }

    @Test
    void itsTextShowsNeitherTargetNorBodyNorSecrets() {
        var request = request(new HttpHeader("Authorization", "Basic abc"));

        assertThat(request).hasToString("POST https://partner.example:443 [Authorization: Basic ***] 4 bytes");
    }

    private static HttpsRequest request(HttpHeader... headers) {
        var url = HttpsUrl.parse("https://partner.example/path?id=1");
        return new HttpsRequest("POST", url, List.of(headers), new byte[4], Duration.ofSeconds(1));
    }
}
