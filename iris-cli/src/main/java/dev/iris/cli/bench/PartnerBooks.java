package dev.iris.cli.bench;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a partner wrote down of all destinations until it ended. Immutable once read. */
final class PartnerBooks {
    private static final Pattern COUNTS = Pattern.compile("destination (\\S+): users ([0-9]+), repeats ([0-9]+)");
    private static final Pattern MESSAGES = Pattern.compile("token requests [0-9]+, messages ([0-9]+) of ([0-9]+), .*");
    private static final Counts NONE = new Counts(0, 0);

    private final Map<String, Counts> counts = new HashMap<>();
    private final Map<String, Map<String, Audience.Membership>> states = new HashMap<>();
    private final Map<String, Long> receipts;
    private Messages messages = new Messages(0, 0);

    private PartnerBooks(Map<String, Long> receipts) {
        this.receipts = receipts;
    }

    /** User entries accepted, and those of them that told nothing new. */
    private record Counts(long users, long repeats) {}

    /** Messages that came, and those of them that were taken. */
    record Messages(long taken, long all) {
        /** The share that was not taken, 0 when none came. */
        double refusedShare() {
            return all == 0 ? 0 : (all - taken) / (double) all;
        }
    }

    /** @param lastLines what the partner printed at its end */
    static PartnerBooks read(List<String> lastLines, Path ledger, Path receipts) throws IOException {
        var books = new PartnerBooks(Receipts.read(receipts));
        LedgerFile.read(
                ledger,
                (destination, device, _, segments) -> books.states
                        .computeIfAbsent(destination, _ -> new HashMap<>())
                        .put(device, membership(segments)));
        for (var line : lastLines) {
            var counted = MESSAGES.matcher(line);
            if (counted.matches()) {
                books.messages = new Messages(Long.parseLong(counted.group(1)), Long.parseLong(counted.group(2)));
            }
            var found = COUNTS.matcher(line);
            if (found.matches()) {
                books.counts.put(
                        found.group(1), new Counts(Long.parseLong(found.group(2)), Long.parseLong(found.group(3))));
            }
        }
        return books;
    }

    /** Of all destinations. */
    Messages messages() {
        return messages;
    }

    /** What concerns one destination; nothing at all when the partner took nothing for it. */
    PartnerAccount account(LoadDestination destination) {
        var counted = counts.getOrDefault(destination.id(), NONE);
        return new PartnerAccount(
                counted.users, counted.repeats, states.getOrDefault(destination.id(), Map.of()), receipts);
    }

    private static Audience.Membership membership(Map<String, JsonValue> segments) {
        var known = SegmentPair.SAMPLE;
        return new Audience.Membership(isActive(segments.get(known.first())), isActive(segments.get(known.second())));
    }

    private static boolean isActive(@Nullable JsonValue status) {
        return status instanceof JsonString(String text) && text.equals("1");
    }
}
