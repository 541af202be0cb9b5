package dev.iris.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.partner.RecordedRequest.Ending;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** The latest requests with their secrets masked, a bounded number. Thread-safe. */
final class RequestLog {
    private static final int MOST_BODY = 65_536;

    private final InstantSource clock;
    private final int most;
    private final Set<String> harmless;
    private final Deque<RecordedRequest> latest = new ArrayDeque<>();

    /** Shows the values of the harmless headers alone. */
    RequestLog(InstantSource clock, int most, Set<String> harmless) {
        this.clock = clock;
        this.most = most;
        this.harmless = harmless;
    }

    void note(Request request, Ending ending) {
        if (most == 0) {
            return;
        }
        var recorded = new RecordedRequest(
                request.method(), request.target(), headers(request), body(request), clock.instant(), ending);
        synchronized (latest) {
            if (latest.size() == most) {
                latest.removeFirst();
            }
            latest.addLast(recorded);
        }
    }

    List<RecordedRequest> all() {
        synchronized (latest) {
            return List.copyOf(latest);
        }
    }

    private List<String> headers(Request request) {
        return request.headers().stream()
                .map(header -> header.name() + ": " + value(header))
                .toList();
    }

    private String value(Request.Header header) {
        if (harmless.contains(header.name())) {
            return header.value();
        }
        var scheme =
                header.value().startsWith("Basic ") ? "Basic " : header.value().startsWith("Bearer ") ? "Bearer " : "";
        return scheme + "***";
    }

    /** A token request's body may hold a secret where a partner is set up another way. */
    private static String body(Request request) {
        var body = new String(request.body(), 0, Math.min(request.body().length, MOST_BODY), UTF_8);
        var segments = request.target().equals(Endpoint.SEGMENTS.path());
        return segments || body.isEmpty() || body.equals(TokenEndpoint.GRANT) ? body : "***";
    }
}
