package dev.iris.server.control;

import java.time.Instant;

/**
 * An access token as it is shown: its text is known to its bearer alone.
 *
 * @param name unique, 1 to 64 letters, digits, dots, underscores or hyphens
 */
public record AccessTokenView(String name, Scope scope, Instant createdAt) {}
