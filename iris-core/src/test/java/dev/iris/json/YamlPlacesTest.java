package dev.iris.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlPlacesTest {
    private static final String DOCUMENT = """
        # a comment
        name: one
        steps:
          - on: here
            list: [1,
                   2]
          - on: there
            more: { deep: true }
        """;

    @ParameterizedTest
    @CsvSource({
        "name, 2",
        "steps, 3",
        "steps[0], 4",
        "steps[0].list, 5",
        "steps[0].list[1], 6",
        "steps[1].more.deep, 8",
        "steps[1].missing, 7",
        "steps[1].more.missing.too, 8",
        "missing, 2",
        "'', 2"
    })
    void aMemberStandsOnItsLineAndAMissingOneWhereItShould(String path, int line) throws Exception {
        assertThat(YamlPlaces.of(DOCUMENT.getBytes(UTF_8)).line(path)).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({"{}, 1", "'[{a: 1}]', 1", "text, 1"})
    void anyDocumentHasPlaces(String document, int line) throws Exception {
        assertThat(YamlPlaces.of(document.getBytes(UTF_8)).line("a")).isEqualTo(line);
    }
}
