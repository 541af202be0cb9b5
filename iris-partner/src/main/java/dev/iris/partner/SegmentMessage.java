package dev.iris.partner;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A segment request's body that keeps the contract, section 3. Immutable. */
record SegmentMessage(String destination, List<UserEntry> users) {
    SegmentMessage {
        users = List.copyOf(users);
    }

    /** Every device and partner id that it names. */
    Set<String> names() {
        return users.stream()
                .flatMap(user -> Stream.of(user.device(), user.partnerId()))
                .collect(Collectors.toSet());
    }

    /** One device under one partner id. */
    record UserEntry(String device, String partnerId, List<Qualification> segments) {
        UserEntry {
            segments = List.copyOf(segments);
        }
    }

    /** One segment of a user; the time in seconds since 1970. */
    record Qualification(String segment, boolean active, long epochSecond) {}
}
