package dev.iris.interop;

import dev.iris.http.HttpsEdge;
import dev.iris.http.HttpsRequest;
import dev.iris.http.HttpsResult;

/** A way to a server on which every request arrives twice, as it may behind a proxy that repeats; the second answer counts. Thread-safe. */
final class TwiceEdge implements HttpsEdge {
    private final HttpsEdge edge;

    TwiceEdge(HttpsEdge edge) {
        this.edge = edge;
    }

    @Override
    public HttpsResult exchange(HttpsRequest request) throws InterruptedException {
        edge.exchange(request);
        return edge.exchange(request);
    }

    @Override
    public void close() {
        edge.close();
    }
}
