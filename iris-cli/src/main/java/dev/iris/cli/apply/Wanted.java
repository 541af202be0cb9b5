package dev.iris.cli.apply;

import dev.iris.json.JsonValue.JsonObject;

/**
 * What one destination is to be.
 *
 * @param place in the file, such as {@code destinations[0]}
 * @param document with every reference resolved
 */
public record Wanted(String place, long id, JsonObject document) {
    /** The place is all that is shown: the document holds secrets. */
    @Override
    public String toString() {
        return place;
    }

    String path() {
        return Paths.destination(id);
    }

    /** The place of a field of the document. */
    String placeOf(String field) {
        return field.isEmpty() ? place : place + "." + field;
    }
}
