package dev.iris.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.CommandFailedException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Posts events; waits and posts again when the server asks for that. Thread-safe. */
final class EventPost {
    private static final int MOST_WAITS = 30;
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final ApiClient api;
    private final LongAdder accepted = new LongAdder();

    EventPost(ApiClient api) {
        this.api = api;
    }

    /** Returns when the events are durable. */
    void post(CharSequence lines, int events) throws InterruptedException {
        var body = lines.toString().getBytes(UTF_8);
        var reply = api.post("/v1/events", "application/x-ndjson", body);
        for (int waits = 0; waits < MOST_WAITS && (reply.status() == 429 || reply.status() == 503); waits++) {
            Thread.sleep(WAIT);
            reply = api.post("/v1/events", "application/x-ndjson", body);
        }
        if (!reply.ok()) {
            throw new CommandFailedException("the server did not take the events of the load: " + reply.sentence());
        }
        accepted.add(events);
    }

    long accepted() {
        return accepted.sum();
    }
}
