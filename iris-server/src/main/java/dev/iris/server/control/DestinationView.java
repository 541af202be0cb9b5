package dev.iris.server.control;

import dev.iris.json.JsonValue.JsonObject;
import dev.iris.model.Destination;

/**
 * A destination as it is shown.
 *
 * @param document whole, defaults included; of a secret only that it is set, and its fingerprint
 * @param written the same without what its author left out
 * @param etag entity tag in its quotes; another after every change of the document or a pause
 */
public record DestinationView(Destination destination, JsonObject document, JsonObject written, String etag) {}
