package dev.iris.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsEdge;
import dev.iris.http.HttpsRequest;
import dev.iris.http.HttpsResult.Answered;
import dev.iris.interop.Registration.BySecret;
import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.MalformedDocumentException;
import dev.iris.model.HttpsUrl;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a partner's own programs ask its authorization server about tokens. Thread-safe. */
final class Backchannel {
    private static final Duration MOST = Duration.ofSeconds(10);

    private final HttpsEdge edge;
    private final AuthorizationServer server;
    private final BySecret client;

    Backchannel(HttpsEdge edge, AuthorizationServer server, BySecret client) {
        this.edge = edge;
        this.server = server;
        this.client = client;
    }

    boolean isActive(String token) throws InterruptedException {
        var answer = ask(server.introspectionEndpoint(), Map.of("token", token));
        return object(answer).find("active").orElse(JsonValue.NULL).equals(JsonValue.flag(true));
    }

    void revoke(String token) throws InterruptedException {
        ask(server.revocationEndpoint(), Map.of("token", token));
    }

    private Answered ask(HttpsUrl url, Map<String, String> form) throws InterruptedException {
        var basic = Base64.getEncoder()
                .encodeToString((encoded(client.id()) + ":" + encoded(client.secret())).getBytes(UTF_8));
        var answer = post(edge, url, form, List.of(new HttpHeader("Authorization", "Basic " + basic)));
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    /** Any form, posted. */
    static Answered post(HttpsEdge edge, HttpsUrl url, Map<String, String> form, List<HttpHeader> headers)
            throws InterruptedException {
        var body = form.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        var all = new ArrayList<>(headers);
        all.add(new HttpHeader("Content-Type", "application/x-www-form-urlencoded"));
        return answered(edge, new HttpsRequest("POST", url, all, body.getBytes(UTF_8), MOST));
    }

    static Answered answered(HttpsEdge edge, HttpsRequest request) throws InterruptedException {
        var result = edge.exchange(request);
        assertThat(result).isInstanceOf(Answered.class);
        return (Answered) result;
    }

    static JsonObject object(Answered answer) {
        try {
            return (JsonObject) Json.read(answer.body().bytes(), JsonLimits.TOKEN_ANSWER);
        } catch (MalformedDocumentException e) {
            throw new AssertionError("an answer that is not JSON", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
