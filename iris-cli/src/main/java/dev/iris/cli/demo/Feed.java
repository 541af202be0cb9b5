package dev.iris.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.CommandFailedException;
import dev.iris.json.JsonValue;
import java.util.ArrayList;
import java.util.function.IntSupplier;

/** Posts sample events to the server. Confined. */
final class Feed {
    private final ApiClient api;
    private final SampleAudience audience;
    private long accepted;

    Feed(ApiClient api, SampleAudience audience) {
        this.api = api;
        this.audience = audience;
    }

    /** Posts one request of so many events of devices that are drawn one by one. */
    void post(int events, IntSupplier devices) {
        var batch = new ArrayList<JsonValue>(events);
        for (int i = 0; i < events; i++) {
            batch.add(audience.event(devices.getAsInt()));
        }
        var reply = api.post(
                "/v1/events",
                "application/x-ndjson",
                SampleAudience.lines(batch).getBytes(UTF_8));
        if (!reply.ok()) {
            throw new CommandFailedException("the server did not take the sample events: " + reply.sentence());
        }
        accepted += events;
    }

    /** Events that the server accepted. */
    long accepted() {
        return accepted;
    }
}
