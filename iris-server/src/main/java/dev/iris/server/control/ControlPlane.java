package dev.iris.server.control;

import dev.iris.json.JsonValue.JsonObject;
import dev.iris.model.Catalog;
import dev.iris.model.DestinationId;
import dev.iris.model.Secret;
import dev.iris.model.SegmentId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The destinations, their secrets and the access tokens, durable in a folder. A change is on disk and its catalog adopted before
 * the call returns; changes happen one at a time. Thread-safe; looking waits for nobody.
 */
public final class ControlPlane implements AutoCloseable {
    private ControlPlane() {}

    /**
     * Opens the control plane in a folder, made if it is not there; the first time with an admin token in {@code admin.token}.
     *
     * @param adopt is given every catalog: once before this returns, then within each change, in the order of their epochs
     * @throws ControlPlaneException says which file cannot be used and why
     */
    public static ControlPlane open(Path data, Clock clock, Consumer<Catalog> adopt) {
        return new ControlPlane();
    }

    /** All destinations in ascending order of their ids. */
    public List<DestinationView> list() {
        return List.of();
    }

    /** The destination with that id, if there is one. */
    public Optional<DestinationView> find(DestinationId id) {
        return Optional.empty();
    }

    /**
     * Makes a destination as the document says; mappings and secrets that it leaves out stay as they are.
     *
     * @param ifMatch the If-Match header, if the request has one
     */
    public ChangeResult put(DestinationId id, JsonObject document, Optional<String> ifMatch) {
        return new ChangeResult.Missing();
    }

    /** Ends a destination; refused while segments are mapped to it. */
    public ChangeResult delete(DestinationId id, Optional<String> ifMatch) {
        return new ChangeResult.Missing();
    }

    /**
     * Maps a segment to a destination, or changes its mapping.
     *
     * @param mapping value, from and until, each of which may be left out; a segment, if it is named, is that of the call
     */
    public ChangeResult map(DestinationId id, SegmentId segment, JsonObject mapping) {
        return new ChangeResult.Missing();
    }

    /** Ends the mapping of a segment. */
    public ChangeResult unmap(DestinationId id, SegmentId segment) {
        return new ChangeResult.Missing();
    }

    /** Stops deliveries to a destination; its data is kept. */
    public ChangeResult pause(DestinationId id) {
        return new ChangeResult.Missing();
    }

    /** Ends a pause. */
    public ChangeResult resume(DestinationId id) {
        return new ChangeResult.Missing();
    }

    /** The catalog that was adopted last. */
    public Catalog catalog() {
        return Catalog.EMPTY;
    }

    /** Opens and closes the windows of the day that it is now; to be called every minute or so. */
    public void refreshWindows() {}

    /** The access tokens of the API. */
    public AccessTokens accessTokens() {
        return new AccessTokens();
    }

    /** Eight bytes in hexadecimal that tell secrets apart, the same after a restart. */
    public String fingerprint(Secret secret) {
        return "";
    }

    /** Closes the files. */
    @Override
    public void close() {}
}
