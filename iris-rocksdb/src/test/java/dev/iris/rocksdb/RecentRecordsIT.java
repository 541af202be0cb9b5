package dev.iris.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found among the newest records is what was written last, or nothing is found. */
class RecentRecordsIT {
    private static final int BYTES = 4_096;

    @TempDir
    private Path folder;

    private final RecentRecords recent = new RecentRecords(BYTES);
    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theLastValueIsFound() {
        add(Map.of("a", Optional.of("one"), "b", Optional.of("two")));
        add(Map.of("a", Optional.of("three")));
        assertThat(find("a")).contains(Optional.of("three"));
        assertThat(find("b")).contains(Optional.of("two"));
    }

    @Test
    void whatWasDeletedIsKnownToBeGone() {
        add(Map.of("a", Optional.of("one")));
        add(Map.of("a", Optional.empty()));
        assertThat(find("a")).contains(Optional.empty());
    }

    @Test
    void nothingIsFoundOfOthers() {
        assertThat(find("a")).isEmpty();
        add(Map.of("a", Optional.of("one")));
        assertThat(find("b")).isEmpty();
        assertThat(found(store.number(store.profile), "a")).isEmpty();
    }

    @Test
    void afterAClearingNothingIsFound() {
        add(Map.of("a", Optional.of("one")));
        recent.clear();
        assertThat(find("a")).isEmpty();
        add(Map.of("b", Optional.of("two")));
        assertThat(find("a")).isEmpty();
        assertThat(find("b")).contains(Optional.of("two"));
    }

    @Test
    void aWriteThatDoesNotFitMakesEverythingForgotten() {
        add(Map.of("a", Optional.of("one")));
        add(Map.of("a", Optional.of("long".repeat(BYTES))));
        assertThat(find("a")).isEmpty();
    }

    @Test
    void overManyRoundsOnlyTheLastIsEverFound() {
        var random = new Random(7);
        var last = new HashMap<String, Optional<String>>();
        int hits = 0;
        for (int write = 0; write < 5_000; write++) {
            var records = new HashMap<String, Optional<String>>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                records.put(
                        "key" + random.nextInt(60),
                        random.nextInt(4) == 0
                                ? Optional.empty()
                                : Optional.of(write + "value".repeat(random.nextInt(30))));
            }
            add(records);
            last.putAll(records);
            for (var each : last.entrySet()) {
                var found = find(each.getKey());
                if (found.isPresent()) {
                    hits++;
                    assertThat(found).contains(each.getValue());
                }
            }
        }
        assertThat(hits).isGreaterThan(5_000);
    }

    private void add(Map<String, Optional<String>> rows) {
        var records = new WriteRecords(store, 1);
        records.put(store.queue, bytes("a"), bytes("of a family that is not remembered"));
        rows.forEach((key, value) -> {
            if (value.isPresent()) {
                records.put(store.pending, bytes(key), new ByteWriter().putText(value.get()));
            } else {
                records.delete(store.pending, bytes(key));
            }
        });
        recent.add(records);
    }

    /** The value, or that there is none; empty when it is not known. */
    private Optional<Optional<String>> find(String key) {
        return found(store.number(store.pending), key);
    }

    private Optional<Optional<String>> found(int family, String key) {
        @Nullable LoggedValue found = recent.find(family, bytes(key));
        return Optional.ofNullable(found).map(value -> value.findValue().map(ByteReader::text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
