package dev.iris.chaos;

import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Posts events of its own devices until it is told to stop. Events of one device lie at least a second apart. What was not answered
 * is not repeated: the next event goes on from there. Confined to its thread; its histories are read when it has ended.
 */
final class EventClient implements Runnable {
    private static final List<String> SEGMENTS = List.of("A", "B", "C", "D", "E", "F");
    private static final int MOST_EVENTS = 20;
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration PAUSE_WHEN_AWAY = Duration.ofMillis(200);

    private final int firstDevice;
    private final List<DeviceHistory> histories = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();
    private final Supplier<URI> url;
    private final String token;
    private final Random random;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private volatile boolean stopping;
    private long accepted;
    private long unanswered;

    EventClient(int firstDevice, int devices, Instant start, Supplier<URI> url, String token, Random random) {
        this.firstDevice = firstDevice;
        this.url = url;
        this.token = token;
        this.random = random;
        for (int i = 0; i < devices; i++) {
            histories.add(new DeviceHistory());
            times.add(start);
        }
    }

    @Override
    public void run() {
        while (!stopping) {
            try {
                post();
            } catch (InterruptedException e) {
                stopping = true;
            }
        }
        http.close();
    }

    void stop() {
        stopping = true;
    }

    int firstDevice() {
        return firstDevice;
    }

    List<DeviceHistory> histories() {
        return histories;
    }

    long accepted() {
        return accepted;
    }

    long unanswered() {
        return unanswered;
    }

    static String uuid(int device) {
        return "1939357236854736" + (1_000_000 + device);
    }

    private void post() throws InterruptedException {
        var truths = new ArrayList<Truth>();
        var devices = new ArrayList<Integer>();
        var events = new ArrayList<JsonValue>();
        for (int i = 1 + random.nextInt(MOST_EVENTS); i > 0; i--) {
            int device = random.nextInt(histories.size());
            var truth = new Truth(histories.get(device).size(), someSegments(), random.nextInt(4) > 0);
            histories.get(device).tell(truth);
            devices.add(device);
            truths.add(truth);
            events.add(event(device, truth));
        }
        if (isAccepted(Json.writeBytes(JsonValue.array(events)))) {
            accepted += truths.size();
            for (int i = 0; i < truths.size(); i++) {
                histories.get(devices.get(i)).accepted(truths.get(i));
            }
        } else {
            unanswered += truths.size();
            Thread.sleep(PAUSE_WHEN_AWAY);
        }
    }

    private boolean isAccepted(byte[] body) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(url.get().resolve("/v1/events"))
                    .timeout(ANSWER)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status >= 400 && status < 500 && status != 429) {
                throw new IllegalStateException("the server refused the events with " + status);
            }
            return status == 202;
        } catch (IOException e) {
            return false;
        }
    }

    private JsonValue event(int device, Truth truth) {
        int number = firstDevice + device;
        times.set(device, times.get(device).plusMillis(1_000 + random.nextInt(500)));
        var first = List.of(id("12345", "u" + number), id("20914", "g" + number));
        var second = id("12345", "v" + number);
        var ids = new ArrayList<JsonValue>(first);
        if (truth.secondId()) {
            ids.add(second);
        }
        return JsonValue.object()
                .put("device", uuid(number))
                .put("time", times.get(device).toString())
                .put("qualified", texts(truth.segments()))
                .put("disqualified", texts(without(truth.segments())))
                .put("ids", JsonValue.array(ids))
                .put("removedIds", JsonValue.array(truth.secondId() ? List.of() : List.of(second)))
                .build();
    }

    private Set<String> someSegments() {
        var some = new HashSet<String>();
        SEGMENTS.stream().filter(_ -> random.nextBoolean()).forEach(some::add);
        return some;
    }

    private static Set<String> without(Set<String> segments) {
        var rest = new HashSet<>(SEGMENTS);
        rest.removeAll(segments);
        return rest;
    }

    private static JsonValue texts(Collection<String> values) {
        return JsonValue.array(values.stream().map(JsonValue::text).toList());
    }

    private static JsonValue id(String dataSource, String uuid) {
        return JsonValue.object().put("dpid", dataSource).put("uuid", uuid).build();
    }
}
