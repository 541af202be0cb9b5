package dev.iris.model;

import java.time.Instant;
import java.util.List;

/**
 * What one segment request says.
 *
 * @param processTime when it was built
 * @param users one to the destination's maxUsers
 */
public record Message(
        Instant processTime, DataSourceId userDpid, String clientId, DestinationId destination, List<UserEntry> users) {
    public Message {
        users = List.copyOf(users);
        if (users.isEmpty()) {
            throw new IllegalArgumentException("a message without users (expected: at least one)");
        }
    }
}
