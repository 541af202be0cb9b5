package dev.iris.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a device was last heard of.
 *
 * @param at event time of the newest event that changed anything or was told of; null when there was none
 * @param ip address as the event had it; null when none was ever told
 * @param userAgent null when none was ever told
 */
public record Contact(
        @Nullable Instant at, @Nullable String ip, @Nullable String userAgent) {
    /** Nothing was heard. */
    public static final Contact NONE = new Contact(null, null, null);

    /** Longest address, in characters. */
    public static final int LONGEST_IP = 64;

    /** Longest User-Agent, in characters. */
    public static final int LONGEST_USER_AGENT = 1_024;

    /** The contact after an event; one that is older than what is known changes nothing. */
    public Contact after(QualificationEvent event) {
        if (at != null && event.time().isBefore(at)) {
            return this;
        }
        return new Contact(
                event.time(), event.findIp().orElse(ip), event.findUserAgent().orElse(userAgent));
    }

    /** Whether the other tells the same of the device's user, whenever that was. */
    public boolean isLike(Contact other) {
        return Optional.ofNullable(ip).equals(Optional.ofNullable(other.ip))
                && Optional.ofNullable(userAgent).equals(Optional.ofNullable(other.userAgent));
    }
}
