package dev.iris.server.control;

import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Members;
import java.util.List;
import java.util.Set;

/** Members of a destination that are documented but not built yet: a document may repeat their defaults and no more. */
final class Unbuilt {
    /** Members of the destination itself. */
    static final JsonObject DESTINATION = JsonValue.object()
            .put(
                    "signature",
                    JsonValue.object()
                            .put("header", "X-Signature")
                            .put("algorithm", "HmacSHA1")
                            .put("keys", JsonValue.array(List.of()))
                            .build())
            .put("format", "standard")
            .put("headers", JsonValue.object().build())
            .put("sampleDenominator", 1)
            .put("sendWithoutId", false)
            .build();

    /** Members of {@code auth}. */
    static final JsonObject AUTH = JsonValue.object().put("type", "oauth2").build();

    /** Members of {@code auth} that only other types have. */
    static final Set<String> AUTH_OF_OTHER_TYPES = Set.of("username", "password");

    private Unbuilt() {}

    /** Notes every member that says something else than its default. */
    static void refuse(Members members, JsonObject defaults) {
        defaults.members().forEach((name, value) -> {
            if (value instanceof JsonObject inner && !inner.members().isEmpty()) {
                members.object(name).ifPresent(nested -> refuseWithin(nested, inner));
                return;
            }
            members.value(name)
                    .filter(told -> !told.equals(value))
                    .ifPresent(told -> members.problem(
                            name, "is not supported yet (expected: " + Json.write(value) + ", or left out)"));
        });
    }

    private static void refuseWithin(Members nested, JsonObject defaults) {
        refuse(nested, defaults);
        nested.refuseUnknown();
    }
}
