package dev.iris.server.control;

import dev.iris.model.Destination;
import dev.iris.model.Mapping;
import dev.iris.model.Rotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stays as it is when a document leaves it out.
 *
 * @param secrets by field, such as {@code auth.basic}
 * @param origin to which the secrets may be sent; null when the document is the one they were stored with
 */
record Kept(Map<String, Rotation> secrets, @Nullable String origin, List<Mapping> mappings) {
    /** Nothing is there yet. */
    static final Kept NOTHING = new Kept(Map.of(), null, List.of());

    Kept {
        secrets = Map.copyOf(secrets);
        mappings = List.copyOf(mappings);
    }

    /** What a destination has. */
    static Kept of(Destination destination) {
        var authentication = destination.authentication();
        return new Kept(Credentials.secrets(destination), Credentials.origin(authentication), destination.mappings());
    }

    /** The secrets of a field, if there are any. */
    Optional<Rotation> find(String field) {
        return Optional.ofNullable(secrets.get(field));
    }

    /** Whether the secrets may be sent to an origin. */
    boolean mayGoTo(String other) {
        return origin == null || origin.equals(other);
    }
}
