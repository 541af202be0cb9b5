package dev.iris.crash;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.partner.PartnerSettings;
import java.util.List;
import java.util.Map;

/**
 * What does not change of a destination.
 *
 * @param segments those that it maps now and then, besides the one that it always maps
 * @param comesAndGoes whether it is deleted and made again; one that stays gets batches
 */
record Site(
        String id,
        String dataSource,
        int maxUsers,
        int maxConcurrency,
        List<String> segments,
        boolean comesAndGoes,
        String endpoint,
        String tokenEndpoint) {
    Site {
        segments = List.copyOf(segments);
    }

    /** User entries that can be on their way at once. */
    int inFlight() {
        return maxUsers * maxConcurrency;
    }

    /** Whether batches carry to it what changed. */
    boolean getsBatches() {
        return !comesAndGoes;
    }

    JsonObject document(Map<String, String> aliases) {
        return JsonValue.object()
                .put("clientId", "74323")
                .put("userDpid", dataSource)
                .put("endpoint", endpoint)
                .put(
                        "auth",
                        JsonValue.object()
                                .put("type", "oauth2")
                                .put("tokenEndpoint", tokenEndpoint)
                                .put("basic", PartnerSettings.SAMPLE_CREDENTIAL)
                                .build())
                .put(
                        "batch",
                        JsonValue.object()
                                .put("enabled", getsBatches())
                                .put("every", "24h")
                                .build())
                .put("aggregation", JsonValue.object().put("maxUsers", maxUsers).build())
                .put(
                        "delivery",
                        JsonValue.object()
                                .put("timeout", "10s")
                                .put("maxConcurrency", maxConcurrency)
                                .build())
                .put(
                        "mappings",
                        JsonValue.array(aliases.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(alias -> JsonValue.object()
                                        .put("segment", alias.getKey())
                                        .put("value", alias.getValue())
                                        .build())
                                .toList()))
                .build();
    }
}
