package dev.iris.cli.bench;

import dev.iris.cli.client.CommandFailedException;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the partner took for one destination, by its own books. Immutable once read. */
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

    static PartnerAccount read(String destination, List<String> lastLines, Path ledger, Path receipts)
            throws IOException {
        var counts = Pattern.compile("destination " + destination + ": users ([0-9]+), repeats ([0-9]+)");
        var states = new HashMap<String, Audience.Membership>();
        LedgerFile.read(ledger, (of, device, _, segments) -> {
            if (of.equals(destination)) {
                states.put(device, membership(segments));
            }
        });
        for (var line : lastLines) {
            var found = counts.matcher(line);
            if (found.matches()) {
                return new PartnerAccount(
                        Long.parseLong(found.group(1)),
                        Long.parseLong(found.group(2)),
                        states,
                        Receipts.read(receipts));
            }
        }
        throw new CommandFailedException("the partner took nothing");
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

    private static Audience.Membership membership(Map<String, JsonValue> segments) {
        return new Audience.Membership(
                isActive(segments.get(Audience.FIRST_SEGMENT)), isActive(segments.get(Audience.SECOND_SEGMENT)));
    }

    private static boolean isActive(@Nullable JsonValue status) {
        return status instanceof JsonString(String text) && text.equals("1");
    }
}
