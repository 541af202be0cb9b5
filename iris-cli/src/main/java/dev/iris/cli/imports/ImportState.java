package dev.iris.cli.imports;

import dev.iris.cli.client.Reading;
import dev.iris.json.JsonValue.JsonObject;

/**
 * How far an import is, as the server tells it.
 *
 * @param document the server's own
 */
public record ImportState(JsonObject document) {
    String state() {
        return Reading.text(document, "state");
    }

    boolean isRunning() {
        return state().equals("running");
    }

    /** Whether every row was read. */
    public boolean isDone() {
        return state().equals("done");
    }

    /** Why it ended early; empty when it did not. */
    public String reason() {
        return Reading.text(document, "reason");
    }

    /** Whether it ended because too many rows are bad. */
    public boolean isStopped() {
        return state().equals("stopped");
    }

    public long rows() {
        return number("rows");
    }

    public long accepted() {
        return number("accepted");
    }

    public long rejected() {
        return number("rejected");
    }

    private long number(String member) {
        var text = Reading.text(document, member);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }
}
