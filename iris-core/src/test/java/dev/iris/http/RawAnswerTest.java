package dev.iris.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.HttpsResult.Answered;
import dev.iris.http.HttpsResult.Failed;
import dev.iris.model.HttpsUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class RawAnswerTest {
    private static final int MOST = 256 * 1024;
    private static final HttpsRequest REQUEST = new HttpsRequest(
            "POST", HttpsUrl.parse("https://partner.example/token"), List.of(), new byte[0], Duration.ofSeconds(1));

    @Test
    void anAnswerOf256KibUnpackedIsWholeAndOneByteMoreIsTooMuch() throws Exception {
        assertThat(unpacked(MOST))
                .isInstanceOfSatisfying(
                        Answered.class,
                        answered -> assertThat(answered.body().size()).isEqualTo(MOST));
        assertThat(unpacked(MOST + 1))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.fault()).isEqualTo(EdgeFault.ANSWER_TOO_LARGE));
    }

    private static HttpsResult unpacked(int size) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[size]);
        }
        var headers = List.of(new HttpHeader("Content-Encoding", "gzip"));
        return new RawAnswer(200, headers, Body.of(packed.toByteArray()), false).decoded(REQUEST);
    }
}
