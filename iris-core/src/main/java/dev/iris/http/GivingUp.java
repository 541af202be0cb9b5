package dev.iris.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of an exchange without a whole answer: when it has run, nothing of the request is on its way any more, and only then may the
 * request be sent again elsewhere. Confined to one call.
 *
 * <p>Over HTTP/1.1 that takes the end of the connection. Over HTTP/2 others use the connection too, and it suffices to reset the stream
 * if the partner answers a PING that is sent after the reset: frames are read in order (RFC 9113 section 6.7), so whoever answers it
 * has read the reset. A partner that does not answer in time is not there, and the connection is closed under all.
 */
final class GivingUp {
    private static final Logger LOG = LoggerFactory.getLogger(GivingUp.class);
    private static final Buffer PING = Buffer.buffer(new byte[8]);

    private final HttpClientRequest stream;
    private final Context loop;
    private final Duration most;

    /**
     * @param loop of the stream's connection
     * @param most longest wait for each of a PING's answer and a connection's end
     */
    GivingUp(HttpClientRequest stream, Context loop, Duration most) {
        this.stream = stream;
        this.loop = loop;
        this.most = most;
    }

    void run() {
        try {
            end();
        } catch (RejectedExecutionException e) { // the edge is closed, and every connection with it
            LOG.debug("An exchange is given up after the end of its event loop.");
        }
    }

    private void end() {
        var connection = stream.connection();
        var version = stream.version();
        stream.reset();
        if (version == HttpVersion.HTTP_2 && isDone(ping(connection))) {
            return;
        }
        isDone(connection.close());
    }

    /** Vert.x passes over an answer that comes before it waits for one, which cannot happen while its loop sends the PING. */
    private Future<Buffer> ping(HttpConnection connection) {
        Promise<Buffer> answer = Promise.promise();
        loop.runOnContext(_ -> connection.ping(PING).onComplete(answer));
        return answer.future();
    }

    /** Waits whatever interrupts; a connection flushes what the peer will take and then closes hard. */
    private boolean isDone(Future<?> end) {
        return end.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(most.toMillis(), TimeUnit.MILLISECONDS)
                .handle((done, failure) -> failure == null)
                .join();
    }
}
