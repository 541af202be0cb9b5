package dev.iris.server.control;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.MalformedDocumentException;
import dev.iris.json.Problem;
import dev.iris.model.Destination;
import dev.iris.model.DestinationId;
import dev.iris.model.DestinationNumber;
import dev.iris.model.Mapping;
import dev.iris.model.Secret;
import dev.iris.model.SegmentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The roster in the tables of the control database. Thread-safe. */
final class DestinationRows {
    private final Database database;
    private final Vault vault;
    private final Vetting vetting;

    DestinationRows(Database database, Vault vault, Vetting vetting) {
        this.database = database;
        this.vault = vault;
        this.vetting = vetting.trustingFiles();
    }

    /** Whether any secret is stored, and so the keyset it was sealed with is needed. */
    static boolean holdSecrets(Database database) {
        return database.ask(handle -> handle.createQuery("SELECT EXISTS (SELECT 1 FROM secret)")
                .mapTo(Boolean.class)
                .one());
    }

    /** The roster as it was saved last. */
    Roster load() {
        return database.ask(handle -> {
            var mappings = mappings(handle);
            var secrets = secrets(handle);
            var segments = SegmentRows.load(handle);
            var destinations = handle.createQuery("SELECT * FROM destination")
                    .map((row, _) -> destination(row, mappings, secrets))
                    .list();
            return handle.createQuery("""
                SELECT epoch, day, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'destination'), 0) AS last
                FROM catalog\
                """)
                    .map((row, _) -> Roster.of(
                            destinations,
                            row.getInt("last"),
                            row.getLong("epoch"),
                            LocalDate.parse(row.getString("day")),
                            segments))
                    .one();
        });
    }

    /**
     * Writes what differs, all of it or nothing.
     *
     * @param also is written in the same transaction
     */
    void save(Roster before, Roster after, Consumer<Handle> also) {
        database.write(handle -> {
            also.accept(handle);
            before.all().stream()
                    .filter(old -> after.find(old.destination().id()).isEmpty())
                    .forEach(old -> handle.execute(
                            "DELETE FROM destination WHERE number = ?",
                            old.destination().number().value()));
            for (var stored : after.all()) {
                var old = before.find(stored.destination().id());
                if (old.filter(stored::equals).isEmpty()) {
                    save(handle, old.map(StoredDestination::destination), stored);
                }
            }
            SegmentRows.save(handle, before.segments(), after.segments());
            handle.execute(
                    "UPDATE catalog SET epoch = ?, day = ?",
                    after.epoch(),
                    after.day().toString());
        });
    }

    private void save(Handle handle, Optional<Destination> old, StoredDestination stored) {
        var destination = stored.destination();
        handle.createUpdate("""
            INSERT INTO destination (number, id, version, mapping_epoch, paused, settings)
            VALUES (:number, :id, :version, :epoch, :paused, :settings)
            ON CONFLICT (number) DO UPDATE SET
                version = :version, mapping_epoch = :epoch, paused = :paused, settings = :settings\
            """)
                .bind("number", destination.number().value())
                .bind("id", destination.id().value())
                .bind("version", stored.version())
                .bind("epoch", destination.mappingEpoch())
                .bind("paused", destination.paused())
                .bind("settings", Json.write(stored.written()))
                .execute();
        saveMappings(
                handle, destination.number(), old.map(Destination::mappings).orElse(List.of()), destination.mappings());
        saveSecrets(
                handle,
                destination,
                old.map(there -> StoredSecrets.sealed(Credentials.secrets(there)))
                        .orElse(Map.of()));
    }

    private static void saveMappings(
            Handle handle, DestinationNumber number, List<Mapping> before, List<Mapping> after) {
        var gone = new HashSet<>(before);
        after.forEach(gone::remove);
        var arrived = new ArrayList<>(after);
        arrived.removeAll(new HashSet<>(before));
        var delete = handle.prepareBatch("DELETE FROM mapping WHERE destination = ? AND segment = ?");
        gone.forEach(mapping -> delete.add(number.value(), mapping.segment().value()));
        delete.execute();
        var insert = handle.prepareBatch(
                "INSERT INTO mapping (destination, segment, alias, opens_on, closes_on) VALUES (?, ?, ?, ?, ?)");
        arrived.forEach(mapping -> insert.add(
                number.value(),
                mapping.segment().value(),
                mapping.alias(),
                text(mapping.from()),
                text(mapping.until())));
        insert.execute();
    }

    private void saveSecrets(Handle handle, Destination destination, Map<String, Secret> before) {
        var after = StoredSecrets.sealed(Credentials.secrets(destination));
        if (after.equals(before)) {
            return;
        }
        var number = destination.number().value();
        handle.execute("DELETE FROM secret WHERE destination = ?", number);
        after.forEach((field, secret) -> handle.execute(
                "INSERT INTO secret (destination, field, sealed) VALUES (?, ?, ?)",
                number,
                field,
                vault.seal(secret, place(number, field))));
    }

    private StoredDestination destination(
            ResultSet row, Map<Integer, List<Mapping>> mappings, Map<Integer, Map<String, Secret>> secrets)
            throws SQLException {
        var number = row.getInt("number");
        var id = new DestinationId(row.getLong("id"));
        var written = document(id, row.getString("settings"));
        var kept = new Kept(
                StoredSecrets.of(written, secrets.getOrDefault(number, Map.of())),
                Map.of(),
                mappings.getOrDefault(number, List.of()));
        var destination = draft(id, WrittenDocument.withoutSecrets(written), kept)
                .as(new DestinationNumber(number), id, row.getLong("mapping_epoch"), row.getBoolean("paused"));
        return new StoredDestination(destination, written, row.getLong("version"));
    }

    private Draft draft(DestinationId id, JsonObject written, Kept kept) {
        return switch (DestinationReader.read(written, id, kept, vetting)) {
            case DraftReading.Complete(Draft draft) -> draft;
            case DraftReading.Faulty(List<Problem> problems) ->
                throw new ControlPlaneException(
                        "destination " + id + " is damaged in the control database: " + problems);
        };
    }

    private static JsonObject document(DestinationId id, String settings) {
        try {
            if (Json.read(settings, JsonLimits.DOCUMENT) instanceof JsonObject document) {
                return document;
            }
        } catch (MalformedDocumentException e) {
            throw new ControlPlaneException("destination " + id + " is damaged in the control database", e);
        }
        throw new ControlPlaneException("destination " + id + " is damaged in the control database");
    }

    private static Map<Integer, List<Mapping>> mappings(Handle handle) {
        var found = new HashMap<Integer, List<Mapping>>();
        handle.createQuery("SELECT * FROM mapping")
                .map((row, _) -> found.computeIfAbsent(row.getInt("destination"), _ -> new ArrayList<>())
                        .add(mapping(row)))
                .list();
        return found;
    }

    private static Mapping mapping(ResultSet row) throws SQLException {
        return new Mapping(
                new SegmentId(row.getString("segment")),
                row.getString("alias"),
                day(row.getString("opens_on")),
                day(row.getString("closes_on")));
    }

    private Map<Integer, Map<String, Secret>> secrets(Handle handle) {
        var found = new HashMap<Integer, Map<String, Secret>>();
        handle.createQuery("SELECT * FROM secret")
                .map((row, _) -> found.computeIfAbsent(row.getInt("destination"), _ -> new HashMap<>())
                        .put(row.getString("field"), unseal(row)))
                .list();
        return found;
    }

    private Secret unseal(ResultSet row) throws SQLException {
        return vault.unseal(row.getBytes("sealed"), place(row.getInt("destination"), row.getString("field")));
    }

    private static String place(int number, String field) {
        return "destination " + number + ", " + field;
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : Objects.toString(day);
    }
}
