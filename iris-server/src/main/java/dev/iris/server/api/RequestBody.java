package dev.iris.server.api;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The body of one request, which is read whole, as a stream, or not at all. */
final class RequestBody {
    private final HttpServerRequest request;
    private final Context context;
    private final BodyReading whole;
    private volatile @Nullable BodyStream stream;

    /**
     * A body that is not read yet.
     *
     * @param request paused
     * @param turns bodies that may be waited for or worked on
     * @param room bytes that all bodies may still take together
     */
    RequestBody(HttpServerRequest request, Context context, Semaphore turns, Semaphore room) {
        this.request = request;
        this.context = context;
        this.whole = new BodyReading(request, context, turns, room);
    }

    /** Waits for all of it. */
    byte[] await() {
        return whole.await();
    }

    /** The body bit by bit. To be called once at most, and instead of {@link #await}. */
    InputStream stream() {
        var opened = new BodyStream(request, context);
        stream = opened;
        context.runOnContext(_ -> {
            if (whole.expectsContinue()) {
                request.response().writeContinue();
            }
            opened.begin();
        });
        return opened;
    }

    /** Whether the connection can serve no further request: its client waits for a leave to send the body, or is too slow. */
    boolean endsConnection() {
        return stream == null && whole.endsConnection();
    }

    /** Gives back what it held and lets the rest pass. To be called on the context after the answer. */
    void end() {
        whole.end();
    }
}
