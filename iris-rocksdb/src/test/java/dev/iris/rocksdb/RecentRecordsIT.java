package dev.iris.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is found among the newest records is what was written last, or nothing is found. */
class RecentRecordsIT extends StoreFolder {
    private static final int BYTES = 4_096;
    private static final String GONE = "gone";
    private static final String UNKNOWN = "unknown";

    private final RecentRecords recent = new RecentRecords(BYTES);

    @Test
    void theLastValueIsFound() {
        add(Map.of("a", "one", "b", "two"));
        add(Map.of("a", "three"));
        assertThat(find("a")).isEqualTo("three");
        assertThat(find("b")).isEqualTo("two");
    }

    @Test
    void whatWasDeletedIsKnownToBeGone() {
        add(Map.of("a", "one"));
        add(Map.of("a", GONE));
        assertThat(find("a")).isEqualTo(GONE);
    }

    @Test
    void nothingIsFoundOfOthers() {
        assertThat(find("a")).isEqualTo(UNKNOWN);
        add(Map.of("a", "one"));
        assertThat(find("b")).isEqualTo(UNKNOWN);
        assertThat(find(store.number(store.profile), "a")).isEqualTo(UNKNOWN);
    }

    @Test
    void afterAClearingNothingIsFound() {
        add(Map.of("a", "one"));
        recent.clear();
        assertThat(find("a")).isEqualTo(UNKNOWN);
        add(Map.of("b", "two"));
        assertThat(find("a")).isEqualTo(UNKNOWN);
        assertThat(find("b")).isEqualTo("two");
    }

    @Test
    void aWriteThatDoesNotFitMakesEverythingForgotten() {
        add(Map.of("a", "one"));
        add(Map.of("a", "long".repeat(BYTES)));
        assertThat(find("a")).isEqualTo(UNKNOWN);
    }

    @Test
    void overManyRoundsOnlyTheLastIsEverFound() {
        var random = new Random(7);
        var last = new HashMap<String, String>();
        int hits = 0;
        for (int write = 0; write < 5_000; write++) {
            var records = new HashMap<String, String>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                records.put(
                        "key" + random.nextInt(60),
                        random.nextInt(4) == 0 ? GONE : write + "value".repeat(random.nextInt(30)));
            }
            add(records);
            last.putAll(records);
            for (var each : last.entrySet()) {
                var found = find(each.getKey());
                if (!found.equals(UNKNOWN)) {
                    hits++;
                    assertThat(found).isEqualTo(each.getValue());
                }
            }
        }
        assertThat(hits).isGreaterThan(5_000);
    }

    private void add(Map<String, String> rows) {
        var records = new WriteRecords(store, 1);
        records.put(store.queue, bytes("a"), bytes("of a family that is not remembered"));
        rows.forEach((key, value) -> {
            if (value.equals(GONE)) {
                records.delete(store.pending, bytes(key));
            } else {
                records.put(store.pending, bytes(key), new ByteWriter().putText(value));
            }
        });
        recent.add(records);
    }

    private String find(String key) {
        return find(store.number(store.pending), key);
    }

    private String find(int family, String key) {
        var found = recent.find(family, bytes(key));
        return found == null ? UNKNOWN : found.findValue().map(ByteReader::text).orElse(GONE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
