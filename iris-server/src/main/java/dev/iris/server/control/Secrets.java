package dev.iris.server.control;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.model.Rotation;
import dev.iris.model.Secret;
import dev.iris.model.SecretSource;
import dev.iris.model.SecretSource.InFile;
import dev.iris.model.SecretSource.Stored;
import java.util.function.Function;

/** How a secret is shown: that it is set, and which it is; or the file that it stands in. */
final class Secrets {
    private Secrets() {}

    /** One alone as it is, two as a list. */
    static JsonValue shown(Rotation secrets, Function<Secret, String> fingerprint) {
        var shown = secrets.newestFirst().stream()
                .map(source -> shown(source, fingerprint))
                .toList();
        return shown.size() == 1 ? shown.getFirst() : JsonValue.array(shown);
    }

    static JsonObject shown(SecretSource source, Function<Secret, String> fingerprint) {
        return switch (source) {
            case Stored(Secret secret) ->
                JsonValue.object()
                        .put("set", true)
                        .put("fingerprint", fingerprint.apply(secret))
                        .build();
            case InFile(String file) -> SecretReader.fromFile(file);
        };
    }
}
