package dev.iris.server.control;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Members;
import dev.iris.json.Problem;
import dev.iris.model.Catalog;
import dev.iris.model.DestinationId;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.SegmentFacts;
import dev.iris.model.SegmentId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * The destinations, their secrets and the access tokens, durable in a folder. A change is on disk and its catalog adopted before
 * the call returns; changes happen one at a time. Thread-safe; looking waits for nobody.
 */
public final class ControlPlane implements AutoCloseable {
    private final FolderLock claim;
    private final Database database;
    private final Vault vault;
    private final DestinationRows rows;
    private final AuditLog audit;
    private final AccessTokens accessTokens;
    private final ImportRecords imports;
    private final Changes changes;
    private final Clock clock;
    private final Consumer<Catalog> adopt;
    // Held across the write and the adoption: catalogs are adopted in the order in which they were written.
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Roster roster;
    private volatile Catalog adopted = Catalog.EMPTY;

    private ControlPlane(
            FolderLock claim, Database database, Path data, SecretFiles files, Clock clock, Consumer<Catalog> adopt) {
        this.claim = claim;
        this.database = database;
        this.vault = Vault.open(data.resolve("keyset.json"), DestinationRows.holdSecrets(database));
        var vetting = new Vetting(vault::fingerprint, files);
        this.rows = new DestinationRows(database, vault, vetting);
        this.audit = new AuditLog(database, clock);
        this.accessTokens = new AccessTokens(database, audit, clock, new SecureRandom());
        this.imports = new ImportRecords(database, clock, new SecureRandom());
        this.changes = new Changes(vetting);
        this.clock = clock;
        this.adopt = adopt;
        this.roster = rows.load();
    }

    /**
     * Opens the control plane in a folder, made if it is not there; the first time with an admin token in {@code admin.token}.
     *
     * @param files in which secrets may stand
     * @param adopt is given every catalog: once before this returns, then within each change, in the order of their epochs; when
     *     it throws, the change stays and its catalog is given again at the next call
     * @throws ControlPlaneException says which file cannot be used and why
     */
    public static ControlPlane open(Path data, SecretFiles files, Clock clock, Consumer<Catalog> adopt) {
        PrivateFiles.makeFolder(data);
        var claim = FolderLock.claim(data);
        try {
            return open(claim, data, files, clock, adopt);
        } catch (RuntimeException e) {
            claim.close();
            throw e;
        }
    }

    private static ControlPlane open(
            FolderLock claim, Path data, SecretFiles files, Clock clock, Consumer<Catalog> adopt) {
        var database = Database.open(data.resolve("control.db"));
        try {
            var control = new ControlPlane(claim, database, data, files, clock, adopt);
            control.accessTokens.writeFirst(data.resolve("admin.token"));
            control.imports.endRunning();
            control.refreshWindows();
            return control;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** All destinations in ascending order of their ids. */
    public List<DestinationView> list() {
        return roster.all().stream().map(changes::view).toList();
    }

    /** The destination with that id, if there is one. */
    public Optional<DestinationView> find(DestinationId id) {
        return roster.find(id).map(changes::view);
    }

    /** The control plane in the hands of the bearer of an access token. */
    public Editor by(String actor) {
        return new Editor(this, changes, actor);
    }

    /** The catalog that was adopted last. */
    public Catalog catalog() {
        return adopted;
    }

    /**
     * Opens and closes the windows of the day that it is now, and gives a catalog again that was not adopted; to be called every
     * minute or so.
     *
     * @throws ControlPlaneException when that cannot be written; the next call tries again
     */
    public void refreshWindows() {
        changing.lock();
        try {
            keep(today(), _ -> {});
        } finally {
            changing.unlock();
        }
    }

    /** What was told of a segment, as a document. */
    public JsonObject segment(SegmentId segment) {
        return document(roster.segments().of(segment));
    }

    /** The access tokens of the API. */
    public AccessTokens accessTokens() {
        return accessTokens;
    }

    /** The records of imports. */
    public ImportRecords imports() {
        return imports;
    }

    /** Who changed what. */
    public AuditLog audit() {
        return audit;
    }

    /** Eight bytes in hexadecimal that tell secrets apart, the same after a restart. */
    public String fingerprint(Secret secret) {
        return vault.fingerprint(secret);
    }

    /** Waits for a change that has begun and closes the files. */
    @Override
    public void close() {
        changing.lock();
        try {
            database.close();
            claim.close();
        } finally {
            changing.unlock();
        }
    }

    ChangeResult change(ChangeOrder order, Function<Roster, Decision> decide) {
        changing.lock();
        try {
            var before = today();
            var decision = decide.apply(before);
            var after = decision.roster();
            keep(after, after.equals(before) ? _ -> {} : handle -> note(handle, order, before, after));
            return decision.result();
        } finally {
            changing.unlock();
        }
    }

    ChangeResult rehearse(Function<Roster, Decision> decide) {
        changing.lock();
        try {
            return decide.apply(today()).result();
        } finally {
            changing.unlock();
        }
    }

    SegmentChange tell(SegmentId segment, JsonObject told, String actor) {
        var problems = new ArrayList<Problem>();
        var facts = SegmentReader.read(Members.of(told, "", problems));
        if (!problems.isEmpty()) {
            return new SegmentChange.Refused(problems);
        }
        changing.lock();
        try {
            var before = today();
            var after = before.with(segment, facts);
            if (after.segments().facts().size() > Changes.MAX_SEGMENTS) {
                return new SegmentChange.TooMany(Changes.MAX_SEGMENTS);
            }
            var changed = Differences.between(document(before.segments().of(segment)), document(facts));
            keep(
                    after,
                    changed.isEmpty()
                            ? _ -> {}
                            : handle -> audit.write(handle, actor, "put", "segments/" + segment, changed));
            return new SegmentChange.Told(document(facts));
        } finally {
            changing.unlock();
        }
    }

    private static JsonObject document(SegmentFacts facts) {
        return JsonValue.object()
                .put(
                        "ttl",
                        facts.findTtl()
                                .<JsonValue>map(ttl -> JsonValue.text(Durations.write(ttl)))
                                .orElse(JsonValue.NULL))
                .put(
                        "integrationCode",
                        facts.findIntegrationCode()
                                .<JsonValue>map(JsonValue::text)
                                .orElse(JsonValue.NULL))
                .build();
    }

    private void note(Handle handle, ChangeOrder order, Roster before, Roster after) {
        var changed = Differences.between(document(before, order.destination()), document(after, order.destination()));
        audit.write(handle, order.actor(), order.action(), order.subject(), changed);
    }

    private JsonObject document(Roster of, DestinationId id) {
        return of.find(id)
                .map(stored -> changes.view(stored)
                        .document()
                        .with("paused", JsonValue.flag(stored.destination().paused())))
                .orElseGet(() -> JsonValue.object().build());
    }

    private Roster today() {
        return roster.on(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private void keep(Roster next, Consumer<Handle> also) {
        if (!next.equals(roster)) {
            var following = next.after(roster);
            rows.save(roster, following, also);
            roster = following;
        }
        if (adopted.epoch() != roster.epoch()) {
            var catalog = roster.compile();
            adopt.accept(catalog);
            adopted = catalog;
        }
    }
}
