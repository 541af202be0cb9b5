package dev.iris.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.http.Body;
import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsEdge;
import dev.iris.http.HttpsRequest;
import dev.iris.http.HttpsResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** A partner behind a fake edge: gives token after token, takes the newest, and answers segment requests by a script. */
final class FakePartner implements HttpsEdge {
    private final Deque<HttpsResult> script = new ArrayDeque<>();
    private final Deque<HttpsResult> tokenScript = new ArrayDeque<>();
    final List<HttpsRequest> segmentRequests = new ArrayList<>();
    private Predicate<String> refuses = _ -> false;
    private HttpsResult refusal = answer(400);
    int tokenRequests;
    private String validToken = "";
    private Gate gate = () -> {};

    /** What a request waits for. */
    interface Gate {
        void pass() throws InterruptedException;
    }

    static HttpsResult answer(int status, HttpHeader... headers) {
        return new HttpsResult.Answered(status, List.of(headers), Body.of(new byte[0]));
    }

    static HttpsResult token(String value) {
        var body = "{\"token_type\":\"Bearer\",\"access_token\":\"" + value + "\"}";
        return new HttpsResult.Answered(200, List.of(), Body.of(body.getBytes(UTF_8)));
    }

    /** The next segment requests are answered so, then 200 again. */
    synchronized FakePartner answers(HttpsResult... results) {
        script.addAll(List.of(results));
        return this;
    }

    /** The next token requests are answered so, then granted again. */
    synchronized FakePartner answersTokens(HttpsResult... results) {
        tokenScript.addAll(List.of(results));
        return this;
    }

    /** Messages whose text fits are answered so, whatever the script says, until told otherwise. */
    synchronized FakePartner answersWhen(Predicate<String> fits, HttpsResult result) {
        refuses = fits;
        refusal = result;
        return this;
    }

    synchronized void revokeTokens() {
        validToken = "revoked";
    }

    /** Segment requests wait for the gate before they are answered. */
    synchronized void waitFor(Gate newGate) {
        gate = newGate;
    }

    @Override
    public HttpsResult exchange(HttpsRequest request) throws InterruptedException {
        if (request.url().requestTarget().equals("/oauth2/token")) {
            return token();
        }
        Gate current;
        String sent;
        synchronized (this) {
            segmentRequests.add(request);
            current = gate;
            sent = request.headers().get(1).value();
        }
        current.pass();
        synchronized (this) {
            if (!sent.equals("Bearer " + validToken)) {
                return answer(401);
            }
            if (refuses.test(new String(request.body().bytes(), UTF_8))) {
                return refusal;
            }
            return script.isEmpty() ? answer(200) : script.removeFirst();
        }
    }

    @Override
    public void close() {}

    private synchronized HttpsResult token() {
        tokenRequests++;
        if (!tokenScript.isEmpty()) {
            return tokenScript.removeFirst();
        }
        validToken = "token-" + tokenRequests;
        return token(validToken);
    }
}
