package dev.iris.server.control;

import dev.iris.json.JsonValue.JsonObject;
import dev.iris.model.DestinationId;
import dev.iris.model.SegmentId;

/**
 * The control plane in the hands of one caller, under whose name each change is written into the audit log. A change is on disk and
 * its catalog adopted before the call returns. Thread-safe.
 */
public final class Editor {
    private static final String LETTERS = "/dead-letters";

    private final ControlPlane control;
    private final Changes changes;
    private final String actor;

    Editor(ControlPlane control, Changes changes, String actor) {
        this.control = control;
        this.changes = changes;
        this.actor = actor;
    }

    /** Makes a destination as the document says; mappings and secrets that it leaves out stay as they are. */
    public ChangeResult put(DestinationId id, JsonObject document, Preconditions preconditions) {
        return control.change(order("put", id, subject(id)), now -> changes.put(now, id, document, preconditions));
    }

    /** What {@link #put} would come to; nothing is changed. */
    public ChangeResult rehearsePut(DestinationId id, JsonObject document, Preconditions preconditions) {
        return control.rehearse(now -> changes.put(now, id, document, preconditions));
    }

    /** Ends a destination; refused while segments are mapped to it. */
    public ChangeResult delete(DestinationId id, Preconditions preconditions) {
        return control.change(order("delete", id, subject(id)), now -> changes.delete(now, id, preconditions));
    }

    /** What {@link #delete} would come to; nothing is changed. */
    public ChangeResult rehearseDelete(DestinationId id, Preconditions preconditions) {
        return control.rehearse(now -> changes.delete(now, id, preconditions));
    }

    /**
     * Maps a segment to a destination, or changes its mapping.
     *
     * @param mapping value, from and until, each of which may be left out; a segment, if it is named, is that of the call
     */
    public ChangeResult map(DestinationId id, SegmentId segment, JsonObject mapping, Preconditions preconditions) {
        return control.change(
                order("map", id, subject(id, segment)), now -> changes.map(now, id, segment, mapping, preconditions));
    }

    /** Ends the mapping of a segment. */
    public ChangeResult unmap(DestinationId id, SegmentId segment, Preconditions preconditions) {
        return control.change(
                order("unmap", id, subject(id, segment)), now -> changes.unmap(now, id, segment, preconditions));
    }

    /** Tells something of a segment; what the document leaves out is told no more. */
    public SegmentChange tell(SegmentId segment, JsonObject told) {
        return control.tell(segment, told, actor);
    }

    /** Stops deliveries to a destination; its data is kept. */
    public ChangeResult pause(DestinationId id) {
        return control.change(order("pause", id, subject(id)), now -> changes.pause(now, id, true));
    }

    /** Ends a pause. */
    public ChangeResult resume(DestinationId id) {
        return control.change(order("resume", id, subject(id)), now -> changes.pause(now, id, false));
    }

    /** Notes that dead letters of a destination are to be replayed; the engine does it. */
    public void replaysLetters(DestinationId id) {
        control.audit().note(actor, "replay", subject(id) + LETTERS);
    }

    /** Notes that dead letters of a destination are to be dropped; the engine does it. */
    public void dropsLetters(DestinationId id) {
        control.audit().note(actor, "drop", subject(id) + LETTERS);
    }

    private ChangeOrder order(String action, DestinationId id, String subject) {
        return new ChangeOrder(actor, action, id, subject);
    }

    private static String subject(DestinationId id) {
        return "destinations/" + id;
    }

    private static String subject(DestinationId id, SegmentId segment) {
        return subject(id) + "/mappings/" + segment;
    }
}
