package dev.iris.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.model.MacAlgorithm;
import dev.iris.model.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Signatures are those of another implementation: each expected value but the first, which is the contract's, was made by
 * {@code printf '%s' "$TEXT" | openssl dgst -sha1 -hmac "$KEY" -binary | base64}, or with {@code -sha256} and {@code -md5}.
 */
class RequestSigningTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        HMAC_SHA1 | sample_partner_private_key | POST message content | +wFdR/afZNoVqtGl8/e1KJ4ykPU=
        HMAC_SHA256 | sample_partner_private_key | POST message content | WJzevEtYmeOolVtcXGrcA3KKiTQMTZUfKzCw/ZNz9YU=
        HMAC_MD5 | sample_partner_private_key | POST message content | BwA1u1xkb9MNnDgRkyLwlQ==
        HMAC_SHA1 | sample_partner_private_key | /segments/aam?a=1&b=%20%C3%A9 | T9VpVo23iebZ7b72ViXfUh3pHbY=
        HMAC_SHA256 | sample_partner_private_key | /segments/aam?a=1&b=%20%C3%A9 | XcQYyxSRYhiHLu2BBavmplAA8g6CSQIQMUn/qym1rRw=
        HMAC_MD5 | sample_partner_private_key | /segments/aam?a=1&b=%20%C3%A9 | gGK1KuAlqvqHOzGivpR9Rg==
        HMAC_SHA1 | schlüssel 😀 | {"Users":[]} | a9lKKHqMQWkbtsZl3Qv2OAadrhU=
        HMAC_SHA256 | schlüssel 😀 | {"Users":[]} | /G3se4IuQeWfpKNDNF1ZQ9B/Hq9rUH0/Sb0OwWq/kP0=
        HMAC_MD5 | schlüssel 😀 | {"Users":[]} | WLMc+V8SOZ4dY2ST/EXN6A==
        HMAC_SHA1 | kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk | x | 8PBu3EWgaXhVx2bdkaI19Emqo4Q=
        HMAC_SHA256 | kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk | x | jBhYv/bPnLc3CLS1T0O8puG4tMM4B2DcAJABsmW2TG8=
        HMAC_MD5 | kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk | x | KRfjF4MjMLqnK3c6eUGihg==
        """)
    void isThatOfAnotherImplementation(MacAlgorithm algorithm, String key, String text, String expected) {
        assertThat(RequestSigning.sign(text.getBytes(UTF_8), algorithm, Secret.of(key)))
                .isEqualTo(expected);
    }
}
