package dev.iris.server.control;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonBoolean;
import dev.iris.json.JsonValue.JsonNull;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.Members;
import dev.iris.model.Secret;
import dev.iris.model.SecretSource;
import dev.iris.model.SecretSource.InFile;
import dev.iris.model.SecretSource.Stored;
import dev.iris.model.SecretUnreadableException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a secret of a document: itself, the name of its file, or left out, and then it stays. Confined to one reading. */
final class SecretReader {
    private static final String FROM_FILE = "fromFile";

    private final Members members;
    private final Kept kept;
    private final Vetting vetting;
    private final @Nullable String origin;

    /**
     * A reader of the secrets among these members.
     *
     * @param origin to which they are sent; null when that is not known or they are sent nowhere
     */
    SecretReader(Members members, Kept kept, Vetting vetting, @Nullable String origin) {
        this.members = members;
        this.kept = kept;
        this.vetting = vetting;
        this.origin = origin;
    }

    /**
     * The secret of that name; empty when something is wrong, which is noted.
     *
     * @param check makes a secret of its text, or says what is wrong with it and never what it is
     */
    Optional<SecretSource> read(String name, Function<String, Secret> check) {
        return switch (members.value(name).orElse(JsonValue.NULL)) {
            case JsonString _ -> members.text(name, check).map(Stored::new);
            case JsonNull _ -> keep(name);
            case JsonObject object when object.find("set").isPresent() -> keep(name, object);
            case JsonObject _ -> file(name);
            case JsonArray _ -> refused(name, "is a list, which is not supported yet (expected: a string)");
            case JsonNumber _ -> refused(name, "is a number (expected: a string)");
            case JsonBoolean _ -> refused(name, "is true or false (expected: a string)");
        };
    }

    /** How a secret in a file stands in documents. */
    static JsonObject fromFile(String file) {
        return JsonValue.object().put(FROM_FILE, file).build();
    }

    private Optional<SecretSource> file(String name) {
        return members.object(name).flatMap(object -> {
            var file = object.required(FROM_FILE, object.text(FROM_FILE, InFile::new));
            object.refuseUnknown();
            return file.filter(told -> isThere(object, name, told)).map(SecretSource.class::cast);
        });
    }

    /** A file that is named for the first time is to be there: a slip shows at once. */
    private boolean isThere(Members object, String name, InFile file) {
        if (vetting.trustsFiles()
                || kept.find(members.pathOf(name)).filter(file::equals).isPresent()) {
            return true;
        }
        try {
            vetting.files().read(file.name());
            return true;
        } catch (SecretUnreadableException e) {
            object.problem(FROM_FILE, "cannot be read: " + e.getMessage());
            return false;
        }
    }

    private Optional<SecretSource> keep(String name, JsonObject shown) {
        var expected = kept.find(members.pathOf(name))
                .map(stored -> Secrets.shown(stored, vetting.fingerprint()))
                .filter(shown::equals);
        return expected.isPresent()
                ? keep(name)
                : refused(name, "does not show the secret that is stored (expected: the secret itself, or left out)");
    }

    private Optional<SecretSource> keep(String name) {
        var stored = kept.find(members.pathOf(name));
        if (stored.isEmpty()) {
            return refused(name, "is missing");
        }
        if (origin != null && !kept.mayGoTo(origin)) {
            return refused(name, "the secret is needed again because the origin changed");
        }
        return stored;
    }

    private Optional<SecretSource> refused(String name, String reason) {
        members.problem(name, reason);
        return Optional.empty();
    }
}
