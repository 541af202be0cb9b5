package dev.iris.server.api;

import dev.iris.server.control.Scope;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One method of one path.
 *
 * @param path as it stands in openapi.yaml, such as {@code /v1/destinations/{id}}
 * @param scope that the access token needs; null for everybody
 * @param query names of the query parameters that it takes
 * @param bodyTypes content types of the body without parameters; empty when a body is not looked at
 */
record Endpoint(
        String method,
        PathPattern path,
        @Nullable Scope scope,
        Set<String> query,
        Set<String> bodyTypes,
        BodyUse bodyUse,
        Act act) {
    private static final Set<String> JSON = Set.of("application/json");

    Endpoint {
        query = Set.copyOf(query);
        bodyTypes = Set.copyOf(bodyTypes);
    }

    /** A path that everybody may read. */
    static Endpoint open(String path, Act act) {
        return new Endpoint("GET", PathPattern.of(path), null, Set.of(), Set.of(), BodyUse.WHOLE, act);
    }

    /** A call without a body. */
    static Endpoint plain(String method, String path, Scope scope, Act act) {
        return new Endpoint(method, PathPattern.of(path), scope, Set.of(), Set.of(), BodyUse.WHOLE, act);
    }

    /** A call with a JSON body. */
    static Endpoint json(String method, String path, Scope scope, Act act) {
        return taking(JSON, method, path, scope, act);
    }

    /** A call with a body of one of these types. */
    static Endpoint taking(Set<String> bodyTypes, String method, String path, Scope scope, Act act) {
        return new Endpoint(method, PathPattern.of(path), scope, Set.of(), bodyTypes, BodyUse.WHOLE, act);
    }

    /** A call with a stream of one of these types as its body. */
    static Endpoint streaming(Set<String> bodyTypes, String method, String path, Scope scope, Act act) {
        return new Endpoint(method, PathPattern.of(path), scope, Set.of(), bodyTypes, BodyUse.STREAM, act);
    }

    /** A call that a later version will answer. */
    static Endpoint unbuilt(String method, String path, Scope scope) {
        return plain(
                method,
                path,
                scope,
                _ -> Refusal.of(ErrorCode.NOT_SUPPORTED_YET, method + " " + path + " is not supported yet."));
    }

    /** The same call with these query parameters. */
    Endpoint asking(String... names) {
        return new Endpoint(method, path, scope, Set.of(names), bodyTypes, bodyUse, act);
    }

    Optional<Scope> findScope() {
        return Optional.ofNullable(scope);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
