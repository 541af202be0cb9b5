package dev.iris.engine;

import dev.iris.model.UserEntry;
import dev.iris.observe.Reason;
import java.time.Instant;

/**
 * An entry that a partner does not take, kept for people. The zeros in it stay owed and ride with the device's next message.
 *
 * @param entry as it was sent last
 * @param reason why it was given up, with the partner's status; holds nothing secret
 * @param dueSince server time since which a message with it had been due
 * @param diedAt server time at which it was given up
 */
public record DeadLetter(UserEntry entry, Reason reason, Instant dueSince, Instant diedAt) {}
