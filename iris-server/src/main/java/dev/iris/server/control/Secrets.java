package dev.iris.server.control;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;

/** How a secret is shown: that it is set, and which it is. */
final class Secrets {
    private Secrets() {}

    static JsonObject shown(String fingerprint) {
        return JsonValue.object()
                .put("set", true)
                .put("fingerprint", fingerprint)
                .build();
    }
}
