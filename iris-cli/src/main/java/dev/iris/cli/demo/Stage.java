package dev.iris.cli.demo;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.CommandFailedException;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.model.Ticker;
import dev.iris.partner.ReferencePartner;
import java.time.Duration;
import java.util.function.IntSupplier;

/** Lets sample events flow for a time and shows a row of the live table every second. Confined to one run. */
final class Stage {
    static final String DESTINATION = "423";

    private static final String STATUS = "/v1/destinations/" + DESTINATION + "/status";
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration ROW_EVERY = Duration.ofSeconds(1);
    private static final Duration MOST_TO_DRAIN = Duration.ofSeconds(45);

    private final ReferencePartner partner;
    private final ApiClient api;
    private final Feed feed;
    private final Narrator narrator;
    private final Ticker ticker;
    private long nextRow;

    Stage(ReferencePartner partner, ApiClient api, Feed feed, Narrator narrator, Ticker ticker) {
        this.partner = partner;
        this.api = api;
        this.feed = feed;
        this.narrator = narrator;
        this.ticker = ticker;
        this.nextRow = ticker.nanos();
    }

    /** Posts events of devices drawn one by one, ten requests a second. */
    void play(Duration length, int eventsPerTick, IntSupplier devices) throws InterruptedException {
        long end = ticker.nanos() + length.toNanos();
        for (long next = ticker.nanos(); next - end < 0; next += TICK.toNanos()) {
            feed.post(eventsPerTick, devices);
            showRow();
            Thread.sleep(Duration.ofNanos(Math.max(0, next + TICK.toNanos() - ticker.nanos())));
        }
    }

    /** Waits until nothing is left in the outbox. */
    void drain() throws InterruptedException {
        long end = ticker.nanos() + MOST_TO_DRAIN.toNanos();
        while (number(status(), "backlog") > 0 && ticker.nanos() - end < 0) {
            showRow();
            Thread.sleep(TICK);
        }
        nextRow = ticker.nanos();
        showRow();
    }

    private void showRow() {
        long now = ticker.nanos();
        if (now - nextRow < 0) {
            return;
        }
        nextRow = now + ROW_EVERY.toNanos();
        var status = status();
        var token =
                status.find("token").orElse(JsonValue.NULL) instanceof JsonObject object ? text(object, "state") : "";
        narrator.row(
                new Narrator.Look(
                        feed.accepted(),
                        number(status, "backlog"),
                        number(status, "delivered"),
                        partner.counts().segmentRequestsAccepted(),
                        partner.counts().tokenRequests(),
                        text(status, "circuit"),
                        token),
                now);
    }

    private JsonObject status() {
        var reply = api.get(STATUS);
        if (!reply.ok()) {
            throw new CommandFailedException("the server did not say how it is: " + reply.sentence());
        }
        return reply.body();
    }

    private static long number(JsonObject object, String member) {
        return object.find(member).orElse(JsonValue.NULL) instanceof JsonNumber(String text) ? Long.parseLong(text) : 0;
    }

    private static String text(JsonObject object, String member) {
        return object.find(member).orElse(JsonValue.NULL) instanceof JsonString(String text) ? text : "";
    }
}
