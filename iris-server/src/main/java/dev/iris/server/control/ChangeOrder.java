package dev.iris.server.control;

import dev.iris.model.DestinationId;

/**
 * Who asks for which change.
 *
 * @param actor name of the access token
 * @param subject what is changed, as the path below {@code /v1/} that names it
 */
record ChangeOrder(String actor, String action, DestinationId destination, String subject) {}
