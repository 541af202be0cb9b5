package dev.iris.server.api;

import dev.iris.engine.Engine;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.model.Destination;
import dev.iris.model.DeviceId;
import dev.iris.model.IdHold;
import dev.iris.model.LastSent;
import dev.iris.model.PartnerId;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.SegmentStatus;
import dev.iris.model.Standing;
import dev.iris.model.Told;
import dev.iris.model.UserEntry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows what is known of a device, and what each destination knows of it. Thread-safe. */
final class DeviceCalls {
    private final Engine engine;

    DeviceCalls(Engine engine) {
        this.engine = engine;
    }

    Answer find(Call call) {
        var device = call.device();
        return engine.findProfile(device)
                .map(profile -> Answer.json(200, document(profile)))
                .orElseGet(() -> Refusal.of(ErrorCode.DEVICE_NOT_FOUND, "No event told of the device " + device + "."));
    }

    private JsonObject document(Profile profile) {
        return JsonValue.object()
                .put("device", profile.device().value())
                .put("lastSeen", profile.lastSeen().toString())
                .put("segments", segments(profile))
                .put("ids", ids(profile))
                .put("regions", regions(profile))
                .put("destinations", destinations(profile))
                .build();
    }

    private static JsonValue segments(Profile profile) {
        return JsonValue.array(profile.memberships().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().value()))
                .map(entry -> JsonValue.object()
                        .put("segment", entry.getKey().value())
                        .put("standing", text(entry.getValue().standing()))
                        .put("time", entry.getValue().time().toString())
                        .build())
                .toList());
    }

    private static JsonValue ids(Profile profile) {
        return JsonValue.array(profile.ids().entrySet().stream()
                .sorted(Map.Entry.<PartnerId, IdHold>comparingByKey())
                .map(entry -> JsonValue.object()
                        .put("dpid", entry.getKey().dataSource().value())
                        .put("uuid", entry.getKey().uuid())
                        .put("present", entry.getValue().present())
                        .put("time", entry.getValue().time().toString())
                        .build())
                .toList());
    }

    private static JsonValue regions(Profile profile) {
        return JsonValue.array(profile.knownRegions().stream()
                .map(region -> JsonValue.object()
                        .put("region", region.value())
                        .put(
                                "time",
                                profile.regions()
                                        .getOrDefault(region, Instant.EPOCH)
                                        .toString())
                        .build())
                .toList());
    }

    /** Only destinations that a rule ever sent the device to, or that acknowledged or are owed something of it. */
    private JsonValue destinations(Profile profile) {
        return JsonValue.array(engine.catalog().destinations().stream()
                .sorted(Comparator.comparing(Destination::id))
                .map(destination -> standing(profile, destination))
                .flatMap(Optional::stream)
                .toList());
    }

    private Optional<JsonObject> standing(Profile profile, Destination destination) {
        DeviceId device = profile.device();
        var sent = Optional.ofNullable(profile.lastSent().get(destination.number()));
        var told = engine.findTold(destination.number(), device);
        var pending = engine.findPending(destination.number(), device);
        if (sent.isEmpty() && told.isEmpty() && pending.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(JsonValue.object()
                .put("destination", destination.id().value())
                .put("sentAt", time(sent.map(LastSent::eventTime)))
                .put("waiting", pending.filter(PendingUpdate::due).isPresent())
                .put("waitingSince", time(pending.filter(PendingUpdate::due).map(PendingUpdate::firstAt)))
                .put("acknowledgedAt", time(told.map(Told::at)))
                .put("told", entries(told))
                .build());
    }

    private static JsonValue entries(Optional<Told> told) {
        return JsonValue.array(told.map(Told::entries).orElse(List.of()).stream()
                .map(DeviceCalls::entry)
                .toList());
    }

    private static JsonObject entry(UserEntry entry) {
        return JsonValue.object()
                .put("uuid", entry.partnerUuid())
                .put(
                        "segments",
                        JsonValue.array(entry.segments().stream()
                                .map(DeviceCalls::segment)
                                .toList()))
                .build();
    }

    private static JsonObject segment(SegmentStatus segment) {
        return JsonValue.object()
                .put("value", segment.segmentId())
                .put("status", segment.active() ? "1" : "0")
                .put("time", segment.time().toString())
                .build();
    }

    private static JsonValue time(Optional<Instant> time) {
        return time.map(at -> JsonValue.text(at.toString())).orElse(JsonValue.NULL);
    }

    private static String text(Standing standing) {
        return switch (standing) {
            case ACTIVE -> "active";
            case LEFT -> "left";
            case NEVER_IN -> "never-in";
        };
    }
}
