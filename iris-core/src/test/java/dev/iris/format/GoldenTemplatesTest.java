package dev.iris.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.model.UserEntry;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every documented format gives what is documented. */
class GoldenTemplatesTest {
    /** A device's id is of digits, so those of the documented data are called by their digits here. */
    private static final List<UserEntry> TWO_USERS =
            List.of(Templates.user("1", "dpuuid1"), Templates.user("2", "dpuuid2"));

    /** One documented format. */
    record Entry(String data, String format, String result) {
        boolean isOfBodies() {
            return format.contains("USER_LIST");
        }

        boolean isJson() {
            return result.startsWith("{");
        }
    }

    @Test
    void allAreThere() throws Exception {
        assertThat(entries()).hasSize(9);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void givesWhatIsDocumented(Entry entry) throws Exception {
        var expected = entry.result().replaceAll("\\buuid([12])", "$1");
        if (entry.isJson()) {
            assertThat(Json.read(Templates.json(entry.format(), users(entry)), JsonLimits.DOCUMENT))
                    .isEqualTo(Json.read(expected, JsonLimits.DOCUMENT));
        } else if (entry.isOfBodies()) {
            assertThat(Templates.xml(entry.format(), users(entry))).isEqualTo(expected);
        } else {
            var query = Templates.query(entry.format(), users(entry)[0]);
            assertThat(URLDecoder.decode(query, UTF_8)).isEqualTo(expected);
            assertThat(query).isEqualTo(expected.replace(" ", "%20"));
        }
    }

    private static UserEntry[] users(Entry entry) {
        if (entry.data().contains("two users")) {
            return TWO_USERS.toArray(UserEntry[]::new);
        }
        if (entry.isJson()) {
            return new UserEntry[] {Templates.user("1", "dpuuid1")};
        }
        var out = entry.data().contains("out of") ? List.of("trait_3", "trait_4") : List.<String>of();
        return new UserEntry[] {Templates.user("1", "dp_uuid", List.of("trait_1", "trait_2"), out)};
    }

    private static Stream<Entry> entries() throws Exception {
        var entries = new ArrayList<Entry>();
        try (InputStream in = Objects.requireNonNull(GoldenTemplatesTest.class.getResourceAsStream("templates.txt"))) {
            for (var block : new String(in.readAllBytes(), UTF_8).split("\n\n", -1)) {
                var lines = block.lines().filter(line -> !line.startsWith("#")).toList();
                if (lines.size() == 3) {
                    entries.add(new Entry(
                            lines.get(0).substring(7),
                            lines.get(1).substring(7),
                            lines.get(2).substring(7)));
                }
            }
        }
        return entries.stream();
    }
}
