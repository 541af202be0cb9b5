package dev.iris.crash;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.Reading;
import dev.iris.json.JsonValue.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The batches of the destinations that get some. Confined to whoever holds the right to decide. */
final class Batches {
    private static final int CONFLICT = 409;
    private static final Duration MOST = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final List<Site> sites;

    /** Devices that each batch made due, by destination and number. */
    private final Map<String, Long> received = new HashMap<>();

    Batches(List<Site> sites) {
        this.sites = sites.stream().filter(Site::getsBatches).toList();
    }

    /** Begins a batch unless one is running. */
    static void begin(ApiClient api, Site site) {
        var reply = api.post("/v1/destinations/" + site.id() + "/batch");
        if (reply.status() != CONFLICT) {
            reply.orFail();
        }
    }

    /** Returns when a batch of each destination ended that began after this was called; the partner behaves. */
    void runAll(ApiClient api) {
        for (var site : sites) {
            Awaitility.await().atMost(MOST).pollInterval(LOOK).until(() -> isIdle(api, site));
            api.post("/v1/destinations/" + site.id() + "/batch").orFail();
            Awaitility.await().atMost(MOST).pollInterval(LOOK).until(() -> isIdle(api, site));
        }
    }

    /** How many user entries batches may have told again although they had been told in real time. */
    long mayRepeat() {
        return 2 * received.values().stream().mapToLong(Long::longValue).sum();
    }

    private boolean isIdle(ApiClient api, Site site) {
        var answer =
                api.get("/v1/destinations/" + site.id() + "/batches").orFail().body();
        boolean idle = true;
        for (var batch : Reading.objects(answer, "batches")) {
            note(site, batch);
            idle &= Reading.text(batch, "state").equals("ended");
        }
        return idle;
    }

    /** Only the first batch of a destination is full, and that was run before there were devices. */
    private void note(Site site, JsonObject batch) {
        long devices = Long.parseLong(Reading.text(batch, "received"));
        if (Reading.flag(batch, "full") && devices > 0) {
            throw new IllegalStateException("a full batch that nobody asked for: " + batch);
        }
        received.put(site.id() + "/" + Reading.text(batch, "number"), devices);
    }
}
