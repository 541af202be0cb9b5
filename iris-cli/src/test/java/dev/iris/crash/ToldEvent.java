package dev.iris.crash;

import dev.iris.json.JsonValue;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/**
 * What one event tells of a device.
 *
 * @param online whether the device was there; what was learned offline comes by an import
 */
record ToldEvent(
        boolean online,
        Instant time,
        Set<String> qualified,
        Set<String> disqualified,
        Set<PartnerKey> ids,
        Set<PartnerKey> removedIds) {
    ToldEvent {
        qualified = Set.copyOf(qualified);
        disqualified = Set.copyOf(disqualified);
        ids = Set.copyOf(ids);
        removedIds = Set.copyOf(removedIds);
    }

    /** As the server takes it. */
    JsonValue json(String device) {
        return JsonValue.object()
                .put("device", device)
                .put("time", time.toString())
                .put("qualified", texts(qualified))
                .put("disqualified", texts(disqualified))
                .put("ids", keys(ids))
                .put("removedIds", keys(removedIds))
                .build();
    }

    private static JsonValue texts(Collection<String> values) {
        return JsonValue.array(values.stream().map(JsonValue::text).toList());
    }

    private static JsonValue keys(Collection<PartnerKey> keys) {
        return JsonValue.array(keys.stream()
                .map(key -> JsonValue.object()
                        .put("dpid", key.dataSource())
                        .put("uuid", key.uuid())
                        .build())
                .toList());
    }
}
