package dev.iris.cli.demo;

import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.partner.PartnerLedger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Devices that enter and leave segments, and what a partner must know of them in the end: the last state of every segment that a
 * device ever was in. A model of its own, so that it can find the server wrong. Confined.
 */
final class SampleAudience {
    static final List<String> SEGMENTS = List.of("14356", "12176", "20455", "31007");
    static final String DATA_SOURCE = "12345";

    private static final String DEVICE_STEM = "1939357236854736935031994941689";

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<Integer, Map<String, Boolean>> states = new HashMap<>();
    private final Map<Integer, Instant> latest = new HashMap<>();

    SampleAudience(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** One event of a device: it enters or leaves a segment chosen at random. */
    JsonValue event(int device) {
        var segment = SEGMENTS.get(random.nextInt(SEGMENTS.size()));
        var state = states.computeIfAbsent(device, _ -> new HashMap<>());
        boolean enters = !state.getOrDefault(segment, false);
        state.put(segment, enters);
        return JsonValue.object()
                .put("device", uuid(device))
                .put("time", timeAfterLast(device).toString())
                .put("region", Integer.toString(1 + device % 9))
                .put(enters ? "qualified" : "disqualified", JsonValue.array(List.of(JsonValue.text(segment))))
                .put(
                        "ids",
                        JsonValue.array(List.of(JsonValue.object()
                                .put("dpid", DATA_SOURCE)
                                .put("uuid", partnerId(device))
                                .build())))
                .build();
    }

    /** Whether the device had an event. */
    boolean knows(int device) {
        return states.containsKey(device);
    }

    /** Devices that had an event. */
    int devices() {
        return states.size();
    }

    /** Devices of which the ledger holds exactly what it must. */
    long arrived(PartnerLedger ledger, String destination) {
        return states.keySet().stream()
                .filter(device -> isRight(device, ledger, destination))
                .count();
    }

    /** The first device of which the ledger holds something else, in words. */
    String firstMissing(PartnerLedger ledger, String destination) {
        return new TreeSet<>(states.keySet())
                .stream()
                        .filter(device -> !isRight(device, ledger, destination))
                        .findFirst()
                        .map(device -> uuid(device) + " expected " + states.get(device) + " found "
                                + ledger.states(destination, uuid(device), partnerId(device)))
                        .orElse("none");
    }

    static String uuid(int device) {
        return DEVICE_STEM + String.format(Locale.ROOT, "%07d", device);
    }

    static String lines(List<JsonValue> events) {
        var text = new StringBuilder();
        events.forEach(event -> text.append(Json.write(event)).append('\n'));
        return text.toString();
    }

    private boolean isRight(int device, PartnerLedger ledger, String destination) {
        var expected = states.getOrDefault(device, Map.of());
        var found = new HashMap<String, Boolean>();
        ledger.states(destination, uuid(device), partnerId(device))
                .forEach((segment, state) -> found.put(segment, state.active()));
        return expected.equals(found);
    }

    /** Two events of one device never bear the same time. */
    private Instant timeAfterLast(int device) {
        var now = clock.instant();
        var last = latest.getOrDefault(device, Instant.EPOCH);
        var time = now.isAfter(last.plusMillis(1)) ? now : last.plusMillis(1);
        latest.put(device, time);
        return time;
    }

    private static String partnerId(int device) {
        return String.format(Locale.ROOT, "42509487%08d", device);
    }
}
