package dev.iris.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.CommandFailedException;
import dev.iris.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.LongAdder;

/** Posts events; waits and posts again when the server asks for that. Thread-safe. */
final class EventPost implements AutoCloseable {
    private static final int ACCEPTED = 202;
    private static final int MOST_WAITS = 30;
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final URI server;
    private final Secret token;
    private final ApiClient api;
    private final ConcurrentLinkedDeque<EventLine> idle = new ConcurrentLinkedDeque<>();
    private final LongAdder accepted = new LongAdder();

    EventPost(URI server, Secret token, ApiClient api) {
        this.server = server;
        this.token = token;
        this.api = api;
    }

    /** Returns when the events are durable. */
    void post(CharSequence lines, int events) throws InterruptedException {
        var body = lines.toString().getBytes(UTF_8);
        if (postOnLine(body) != ACCEPTED) {
            postPatiently(body);
        }
        accepted.add(events);
    }

    long accepted() {
        return accepted.sum();
    }

    @Override
    public void close() {
        for (var line = idle.poll(); line != null; line = idle.poll()) {
            closeQuietly(line);
        }
    }

    /** The server ends lines that were idle for long, perhaps just now: then a new one is tried. */
    private int postOnLine(byte[] body) {
        try {
            var kept = idle.poll();
            if (kept != null) {
                try {
                    return postOn(kept, body);
                } catch (IOException e) {
                    // it was idle for too long, or the new line fails too
                }
            }
            return postOn(EventLine.open(server, token), body);
        } catch (IOException e) {
            throw new CommandFailedException("the server broke off a request of the load", e);
        }
    }

    private int postOn(EventLine line, byte[] body) throws IOException {
        try {
            int status = line.post(body);
            idle.push(line);
            return status;
        } catch (IOException e) {
            closeQuietly(line);
            throw e;
        }
    }

    /** Once more, as a client does that can tell what is wrong: events that came twice change nothing. */
    private void postPatiently(byte[] body) throws InterruptedException {
        var reply = api.post("/v1/events", "application/x-ndjson", body);
        for (int waits = 0; waits < MOST_WAITS && (reply.status() == 429 || reply.status() == 503); waits++) {
            Thread.sleep(WAIT);
            reply = api.post("/v1/events", "application/x-ndjson", body);
        }
        if (!reply.ok()) {
            throw new CommandFailedException("the server did not take the events of the load: " + reply.sentence());
        }
    }

    private static void closeQuietly(EventLine line) {
        try {
            line.close();
        } catch (IOException ignored) {
            // it is of no more use either way
        }
    }
}
