package dev.iris.server.control;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonBoolean;
import dev.iris.json.JsonValue.JsonNull;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.Members;
import dev.iris.json.Problem;
import dev.iris.model.Rotation;
import dev.iris.model.Secret;
import dev.iris.model.SecretSource;
import dev.iris.model.SecretSource.InFile;
import dev.iris.model.SecretSource.Stored;
import dev.iris.model.SecretUnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a secret of a document: itself, the name of its file, or left out, and then it stays; or a list of these, of which each
 * may show a stored one. Confined to one reading.
 */
final class SecretReader {
    /** The member that names the file of a secret. */
    static final String FROM_FILE = "fromFile";

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
    Optional<SecretSource> one(String name, Function<String, Secret> check) {
        var value = members.value(name).orElse(JsonValue.NULL);
        return value instanceof JsonNull
                ? keep(name).map(kept -> kept.newestFirst().getFirst())
                : element(name, name, value, check);
    }

    /** The secrets of that name, one or a list; empty when something is wrong, which is noted. */
    Optional<Rotation> some(String name, Function<String, Secret> check) {
        return switch (members.value(name).orElse(JsonValue.NULL)) {
            case JsonNull _ -> keep(name);
            case JsonArray(List<JsonValue> elements) -> list(name, elements, check);
            case JsonValue value -> element(name, name, value, check).map(Rotation::of);
        };
    }

    /** The secrets of that name as they are stored; empty when there are none or they may not be used, which is noted. */
    Optional<Rotation> keep(String name) {
        var stored = kept.find(members.pathOf(name));
        if (stored.isEmpty()) {
            return refused(name, "is missing");
        }
        return mayBeSent(name, name) ? stored : Optional.empty();
    }

    /** The file that an object names for what is no secret but stands beside them; empty when something is wrong, which is noted. */
    Optional<InFile> file(String name, JsonObject object) {
        return file(name, name, object);
    }

    /** How a secret in a file stands in documents. */
    static JsonObject fromFile(String file) {
        return JsonValue.object().put(FROM_FILE, file).build();
    }

    private Optional<Rotation> list(String name, List<JsonValue> elements, Function<String, Secret> check) {
        if (elements.isEmpty() || elements.size() > Rotation.MOST) {
            return refused(
                    name,
                    "is a list of " + elements.size() + " (expected: one secret, or two of which the first is newer)");
        }
        var read = new ArrayList<SecretSource>();
        for (int i = 0; i < elements.size(); i++) {
            element(name, name + "[" + i + "]", elements.get(i), check).ifPresent(read::add);
        }
        return read.size() == elements.size() ? Optional.of(new Rotation(read)) : Optional.empty();
    }

    /** One secret, which stands at a place of its own when there are several of the name. */
    private Optional<SecretSource> element(String name, String place, JsonValue value, Function<String, Secret> check) {
        return switch (value) {
            case JsonString(String text) -> text(place, text, check);
            case JsonObject object when object.find("set").isPresent() -> shown(name, place, object);
            case JsonObject object -> file(name, place, object).map(SecretSource.class::cast);
            case JsonArray _, JsonNull _, JsonNumber _, JsonBoolean _ ->
                refused(place, "is " + value.kind() + " (expected: a string)");
        };
    }

    private Optional<SecretSource> text(String place, String text, Function<String, Secret> check) {
        try {
            return Optional.of(new Stored(check.apply(text)));
        } catch (IllegalArgumentException e) {
            return refused(place, String.valueOf(e.getMessage()));
        }
    }

    private Optional<InFile> file(String name, String place, JsonObject object) {
        var problems = new ArrayList<Problem>();
        var named = Members.of(object, "", problems);
        var file = named.required(FROM_FILE, named.text(FROM_FILE, InFile::new));
        named.refuseUnknown();
        problems.forEach(problem -> members.problem(place + "." + problem.field(), problem.reason()));
        return file.filter(told -> isThere(name, place, told));
    }

    /** A file that is named for the first time is to be there: a slip shows at once. */
    private boolean isThere(String name, String place, InFile file) {
        if (vetting.trustsFiles() || stored(name).anyMatch(file::equals)) {
            return true;
        }
        try {
            vetting.files().read(file.name());
            return true;
        } catch (SecretUnreadableException e) {
            members.problem(place + "." + FROM_FILE, "cannot be read: " + e.getMessage());
            return false;
        }
    }

    private Optional<SecretSource> shown(String name, String place, JsonObject shown) {
        var meant = stored(name)
                .filter(source -> Secrets.shown(source, vetting.fingerprint()).equals(shown))
                .findFirst();
        if (meant.isEmpty()) {
            return refused(place, "does not show the secret that is stored (expected: the secret itself, or left out)");
        }
        return mayBeSent(name, place) ? meant : Optional.empty();
    }

    private Stream<SecretSource> stored(String name) {
        return kept.find(members.pathOf(name)).stream().flatMap(kept -> kept.newestFirst().stream());
    }

    private boolean mayBeSent(String name, String place) {
        if (origin == null || kept.mayGoTo(members.pathOf(name), origin)) {
            return true;
        }
        members.problem(place, "the secret is needed again because the origin changed");
        return false;
    }

    private <T> Optional<T> refused(String place, String reason) {
        members.problem(place, reason);
        return Optional.empty();
    }
}
