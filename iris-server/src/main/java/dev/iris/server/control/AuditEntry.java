package dev.iris.server.control;

import java.time.Instant;
import java.util.List;

/**
 * One change of the control plane.
 *
 * @param number grows with every entry
 * @param actor name of the access token that asked for it
 * @param action what was asked for, such as {@code put} or {@code pause}
 * @param subject what was changed, as the path below {@code /v1/} that names it
 * @param changed the members that are different since, such as {@code delivery.timeout}; never their values
 */
public record AuditEntry(long number, Instant at, String actor, String action, String subject, List<String> changed) {
    public AuditEntry {
        changed = List.copyOf(changed);
    }
}
