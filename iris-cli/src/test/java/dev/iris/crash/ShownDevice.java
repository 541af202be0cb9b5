package dev.iris.crash;

import static java.util.stream.Collectors.toMap;

import dev.iris.cli.client.Reading;
import dev.iris.crash.DeviceModel.Hold;
import dev.iris.crash.DeviceModel.Stand;
import dev.iris.crash.DeviceModel.Standing;
import dev.iris.json.JsonValue.JsonObject;
import java.time.Instant;
import java.util.Map;

/** What the server says that it knows of a device. */
record ShownDevice(Map<String, Stand> segments, Map<PartnerKey, ShownId> ids) {
    /** The server knows of no such device. */
    static final ShownDevice UNKNOWN = new ShownDevice(Map.of(), Map.of());

    /** Whether the device has an id, and since when that is known. */
    record ShownId(boolean present, Instant time) {}

    static ShownDevice of(JsonObject answer) {
        return new ShownDevice(
                Reading.objects(answer, "segments").stream()
                        .collect(toMap(row -> Reading.text(row, "segment"), ShownDevice::stand)),
                Reading.objects(answer, "ids").stream()
                        .collect(toMap(
                                row -> new PartnerKey(Reading.text(row, "dpid"), Reading.text(row, "uuid")),
                                row -> new ShownId(Reading.flag(row, "present"), time(row)))));
    }

    boolean agreesWith(DeviceModel model) {
        var held = model.ids().entrySet().stream().collect(toMap(Map.Entry::getKey, id -> shown(id.getValue())));
        return segments.equals(model.segments()) && ids.equals(held);
    }

    private static ShownId shown(Hold hold) {
        return new ShownId(hold.present(), hold.time());
    }

    private static Stand stand(JsonObject row) {
        var standing = Reading.text(row, "standing");
        return new Stand(
                switch (standing) {
                    case "active" -> Standing.IN;
                    case "left" -> Standing.LEFT;
                    case "never-in" -> Standing.NEVER;
                    default -> throw new IllegalStateException("standing: " + standing);
                },
                time(row));
    }

    private static Instant time(JsonObject row) {
        return Instant.parse(Reading.text(row, "time"));
    }
}
