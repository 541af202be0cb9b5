package dev.iris.server.control;

import dev.iris.model.Destination;
import dev.iris.model.Mapping;
import dev.iris.model.Rotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stays as it is when a document leaves it out.
 *
 * @param secrets by field, such as {@code auth.basic}
 * @param origins to which the secrets may be sent, by field; a secret of a field without one may be sent anywhere
 */
record Kept(Map<String, Rotation> secrets, Map<String, String> origins, List<Mapping> mappings) {
    /** Nothing is there yet. */
    static final Kept NOTHING = new Kept(Map.of(), Map.of(), List.of());

    Kept {
        secrets = Map.copyOf(secrets);
        origins = Map.copyOf(origins);
        mappings = List.copyOf(mappings);
    }

    /** What a destination has. */
    static Kept of(Destination destination) {
        return new Kept(Credentials.secrets(destination), Credentials.origins(destination), destination.mappings());
    }

    /** The secrets of a field, if there are any. */
    Optional<Rotation> find(String field) {
        return Optional.ofNullable(secrets.get(field));
    }

    /** Whether the secrets of a field may be sent to an origin. */
    boolean mayGoTo(String field, String origin) {
        return origins.getOrDefault(field, origin).equals(origin);
    }
}
