package dev.iris.cli.bench;

import java.util.Map;
import java.util.OptionalLong;

/** What a partner took for one destination, by its own books. Immutable once read. */
final class PartnerAccount {
    private final long users;
    private final long repeats;
    private final Map<String, Audience.Membership> states;
    private final Map<String, Long> receipts;

    PartnerAccount(long users, long repeats, Map<String, Audience.Membership> states, Map<String, Long> receipts) {
        this.users = users;
        this.repeats = repeats;
        this.states = states;
        this.receipts = receipts;
    }

    /** Accepted user entries. */
    long users() {
        return users;
    }

    /** Accepted user entries that told nothing new. */
    long repeats() {
        return repeats;
    }

    /** Devices of which the partner knows something. */
    int devices() {
        return states.size();
    }

    boolean holds(String device, Audience.Membership expected) {
        return expected.equals(states.get(device));
    }

    /** When a sampled device was first accepted, in microseconds since 1970. */
    OptionalLong receiptOf(String device) {
        var micros = receipts.get(device);
        return micros == null ? OptionalLong.empty() : OptionalLong.of(micros);
    }
}
