package dev.iris.testkit.engine;

import dev.iris.engine.DeadLetter;
import dev.iris.engine.DeadLetters.LetterPage;
import dev.iris.engine.LetterSearch;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The dead letters of one destination. Confined to the lock of the engine that has it open. */
final class MemoryLetters {
    private final NavigableMap<LetterName, DeadLetter> letters = new TreeMap<>();

    int count() {
        return letters.size();
    }

    void put(DeadLetter letter) {
        letters.put(LetterName.of(letter), letter);
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
    List<LetterName> remove(LetterSearch search) {
        var found = letters.entrySet().stream()
                .filter(letter -> search.finds(letter.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        found.forEach(letters::remove);
        return found;
    }
}
