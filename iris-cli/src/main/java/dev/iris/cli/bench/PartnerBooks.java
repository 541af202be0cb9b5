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
    private static final Counts NONE = new Counts(0, 0);

    private final Map<String, Counts> counts = new HashMap<>();
    private final Map<String, Map<String, Audience.Membership>> states = new HashMap<>();
    private final Map<String, Long> receipts;

    private PartnerBooks(Map<String, Long> receipts) {
        this.receipts = receipts;
    }

    /** User entries accepted, and those of them that told nothing new. */
    private record Counts(long users, long repeats) {}

    /** @param lastLines what the partner printed at its end */
    static PartnerBooks read(List<String> lastLines, Path ledger, Path receipts) throws IOException {
        var books = new PartnerBooks(Receipts.read(receipts));
        LedgerFile.read(
                ledger,
                (destination, device, _, segments) -> books.states
                        .computeIfAbsent(destination, _ -> new HashMap<>())
                        .put(device, membership(segments)));
        for (var line : lastLines) {
            var found = COUNTS.matcher(line);
            if (found.matches()) {
                books.counts.put(
                        found.group(1), new Counts(Long.parseLong(found.group(2)), Long.parseLong(found.group(3))));
            }
        }
        return books;
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
