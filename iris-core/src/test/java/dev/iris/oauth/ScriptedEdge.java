package dev.iris.oauth;

import dev.iris.http.Body;
import dev.iris.http.EdgeFault;
import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsEdge;
import dev.iris.http.HttpsRequest;
import dev.iris.http.HttpsResult;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** An edge that gives the results it was told, in turn. Thread-safe. */
final class ScriptedEdge implements HttpsEdge {
    private final Queue<HttpsResult> results = new ConcurrentLinkedQueue<>();
    private final List<HttpsRequest> requests = new CopyOnWriteArrayList<>();
    private volatile Runnable passing = () -> {};
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** The next exchange gives this answer. */
    ScriptedEdge thenAnswer(int status, String body, HttpHeader... headers) {
        results.add(new HttpsResult.Answered(status, List.of(headers), Body.utf8(body)));
        return this;
    }

    /** The next exchange grants this token, of unknown life. */
    ScriptedEdge thenGrant(String token) {
        return thenAnswer(200, "{\"token_type\":\"Bearer\",\"access_token\":\"" + token + "\"}");
    }

    /** The next exchange grants this token for so many seconds. */
    ScriptedEdge thenGrant(String token, long seconds) {
        return thenAnswer(
                200, "{\"token_type\":\"Bearer\",\"access_token\":\"" + token + "\",\"expires_in\":" + seconds + "}");
    }

    /** The next exchange fails. */
    ScriptedEdge thenFail(EdgeFault fault) {
        results.add(new HttpsResult.Failed(fault, "scripted"));
        return this;
    }

    /** Exchanges wait until the latch opens. */
    ScriptedEdge waitingFor(CountDownLatch latch) {
        gate = latch;
        return this;
    }

    /** Every exchange takes so long as this does. */
    ScriptedEdge taking(Runnable time) {
        passing = time;
        return this;
    }

    List<HttpsRequest> requests() {
        return requests;
    }

    @Override
    public HttpsResult exchange(HttpsRequest request) throws InterruptedException {
        requests.add(request);
        gate.await();
        passing.run();
        var next = results.poll();
        if (next == null) {
            throw new IllegalStateException("exchange " + requests.size() + " was not expected");
        }
        return next;
    }

    @Override
    public void close() {}
}
