package dev.iris.testkit.engine;

import dev.iris.engine.DeadLetter;
import dev.iris.engine.DeadLetters.LetterPage;
import dev.iris.engine.LetterSearch;
import dev.iris.engine.Settlement;
import dev.iris.model.DeviceId;
import dev.iris.model.OwedZeros;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Told;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What is kept of one destination. Confined to the lock of the engine that has it open. */
final class DestinationMemory {
    /** Rows that are due, longest due first; a row that is put again keeps its place. */
    final Map<DeviceId, MemoryRow> due = new LinkedHashMap<>();

    /** Rows whose zeros wait for the device's next message. */
    final Map<DeviceId, MemoryRow> dormant = new HashMap<>();

    final Map<DeviceId, Told> told = new HashMap<>();
    final NavigableMap<LetterName, DeadLetter> letters = new TreeMap<>();

    Optional<PendingUpdate> findPending(DeviceId device) {
        return Optional.ofNullable(due.getOrDefault(device, dormant.get(device)))
                .map(MemoryRow::update);
    }

    /** @param asked whether a rule asks for a message now */
    void owe(DeviceId device, PendingUpdate update, boolean asked, long version) {
        var before = due.getOrDefault(device, dormant.remove(device));
        long askedBefore = before == null ? 0 : before.askedAt();
        if (update.due() || !update.zeros().isEmpty()) {
            (update.due() ? due : dormant).put(device, new MemoryRow(update, version, asked ? version : askedBefore));
        }
    }

    /** Keeps what the partner acknowledged and what it does not take. */
    void keepAnswers(Settlement settlement, Instant now) {
        settlement.letters().forEach(letter -> letters.put(LetterName.of(letter), letter));
        if (!settlement.told().isEmpty()) {
            told.put(settlement.device(), new Told(now, settlement.told()));
        }
    }

    /** Ends the flight of a device whose row is due. */
    void land(Settlement settlement, long version, Instant now) {
        var device = settlement.device();
        var row = due.remove(device);
        if (row == null) {
            throw new IllegalStateException("a device in flight is not due");
        }
        var update = row.update();
        var zeros = update.zeros().minus(settlement.discharged());
        if (update.live() && row.askedAt() > settlement.version()) {
            owe(device, new PendingUpdate(zeros, true, update.lastAt(), update.lastAt()), true, version);
        } else {
            owe(device, new PendingUpdate(zeros, false, update.firstAt(), now), false, version);
        }
    }

    /** A device that is due already is told as it is by then anyway. */
    void makeDue(DeviceId device, long version, Instant now) {
        if (!due.containsKey(device)) {
            var zeros = findPending(device).map(PendingUpdate::zeros).orElse(OwedZeros.NONE);
            owe(device, new PendingUpdate(zeros, true, now, now), true, version);
        }
    }

    LetterPage page(LetterSearch search, String after, int limit) {
        var rest = after.isEmpty() ? letters : letters.tailMap(LetterName.atPlace(after), false);
        var found =
                rest.values().stream().filter(search::finds).limit(limit + 1L).toList();
        if (found.size() <= limit) {
            return new LetterPage(found, "");
        }
        var page = found.subList(0, limit);
        return new LetterPage(page, LetterName.of(page.getLast()).place());
    }

    /** Forgets letters and returns them. */
    List<LetterName> removeLetters(LetterSearch search) {
        var found = letters.entrySet().stream()
                .filter(letter -> search.finds(letter.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        found.forEach(letters::remove);
        return found;
    }
}
