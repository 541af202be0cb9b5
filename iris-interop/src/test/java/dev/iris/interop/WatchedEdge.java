package dev.iris.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.http.HttpsEdge;
import dev.iris.http.HttpsRequest;
import dev.iris.http.HttpsResult;
import dev.iris.model.HttpsUrl;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An edge that remembers what went over it. Thread-safe. */
final class WatchedEdge implements HttpsEdge {
    private final HttpsEdge edge;
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

    /** A request and what came back. */
    record Exchange(HttpsRequest request, HttpsResult result) {
        /** What the request's form says. */
        Map<String, String> form() {
            return Stream.of(new String(request.body().bytes(), UTF_8).split("&", -1))
                    .map(part -> part.split("=", 2))
                    .collect(Collectors.toMap(part -> part[0], part -> URLDecoder.decode(part[1], UTF_8)));
        }
    }

    WatchedEdge(HttpsEdge edge) {
        this.edge = edge;
    }

    @Override
    public HttpsResult exchange(HttpsRequest request) throws InterruptedException {
        var result = edge.exchange(request);
        exchanges.add(new Exchange(request, result));
        return result;
    }

    /** What was asked of that address so far, in the order of the answers. */
    List<Exchange> with(HttpsUrl url) {
        return exchanges.stream()
                .filter(exchange -> exchange.request().url().equals(url))
                .toList();
    }

    @Override
    public void close() {
        edge.close();
    }
}
