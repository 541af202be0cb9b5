package dev.iris.cli.demo;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.partner.PartnerSettings;
import dev.iris.partner.ReferencePartner;

/** The destination document of the demonstration. */
final class SampleDestination {
    private SampleDestination() {}

    static JsonObject of(ReferencePartner partner) {
        return JsonValue.object()
                .put("name", "Reference partner")
                .put("clientId", "74323")
                .put("userDpid", SampleAudience.DATA_SOURCE)
                .put("endpoint", partner.segmentEndpoint().toString())
                .put(
                        "auth",
                        JsonValue.object()
                                .put("type", "oauth2")
                                .put("tokenEndpoint", partner.tokenEndpoint().toString())
                                .put("basic", PartnerSettings.SAMPLE_CREDENTIAL)
                                .build())
                .put(
                        "mappings",
                        JsonValue.array(SampleAudience.SEGMENTS.stream()
                                .map(segment -> JsonValue.object()
                                        .put("segment", segment)
                                        .build())
                                .toList()))
                .build();
    }
}
