package dev.iris.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
    private static final JsonLimits LIMITS = new JsonLimits(6, 2_000, 200);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "14356|14356",
                "-2.50e3|-2.50e3",
                "'14356'|\"14356\"",
                "!!str 14356|\"14356\"",
                "! 14356|\"14356\"",
                "3s|\"3s\"",
                "02:00|\"02:00\"",
                "2026-11-23|\"2026-11-23\"",
                "1_000|\"1_000\"",
                "yes|\"yes\"",
                "True|true",
                "~|null",
                "\"\\u00fc\"|\"ü\"",
                "{a: [1, b], \"c\": {}}|{\"a\":[1,\"b\"],\"c\":{}}"
            })
    void aScalarMeansWhatTheCoreSchemaSays(String yaml, String json) throws Exception {
        assertThat(Json.write(read(yaml))).isEqualTo(json);
    }

    @Test
    void anAliasRepeatsWhatItsAnchorHolds() throws Exception {
        assertThat(Json.write(read("a: &x {k: [1]}\nb: *x\nc: [&y z, *y]\n")))
                .isEqualTo("{\"a\":{\"k\":[1]},\"b\":{\"k\":[1]},\"c\":[\"z\",\"z\"]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: 1~b:~\t- 2|a tab where only spaces may indent at line 3, column 1",
                "a: 1~\tb: 2|a tab where only spaces may indent at line 2, column 1",
                "a: 1~b: 2~a: 3|a member stands twice at line 3, column 1",
                "a: b: c|a colon where no value can stand (put quotes around a text with a colon) at line 1, column 5",
                "a: 'b|a text whose closing quote is missing or misplaced at line 1, column 6",
                "a: [1, 2|a bracket that is not closed, or a comma too few at line 1, column 9",
                "a: @b|a character that no value can start with (put quotes around the text) at line 1, column 4",
                "a: *b|an alias of nothing that stands complete before it at line 1, column 4",
                "a: &b [*b]|an alias of nothing that stands complete before it at line 1, column 8",
                "a: 0x1F|a number that JSON cannot spell (put quotes around it if it is a text) at line 1, column 4",
                "a: 0123|a number that JSON cannot spell (put quotes around it if it is a text) at line 1, column 4",
                "a: .inf|a number that JSON cannot spell (put quotes around it if it is a text) at line 1, column 4",
                "a: !!binary aGk=|a tag (expected: none, or !!str) at line 1, column 4",
                "a: !x {}|a tag (expected: none) at line 1, column 4",
                "a: 1~--- ~b: 2|something follows the document at line 2, column 1",
                "b: &b {x: 1}~a:~  <<: *b|a merge (<<), which is not supported; write the members out at line 3,"
                        + " column 3",
                "? [a]~: 1|not a member's name (expected: a text) at line 1, column 3",
                "a: [[[[[[1]]]]]]|too deep: more than 6 levels at line 1, column 9",
                "? ~: 1|a member without a name at line 1, column 2"
            })
    void aFaultIsNamedWithItsPlace(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml.replace('~', '\n')))
                .isInstanceOfSatisfying(
                        MalformedDocumentException.class,
                        e -> assertThat(e.describe()).isEqualTo(message));
    }

    @Test
    void aNumberIsNoLongerThanJsonTakes() throws Exception {
        var longest = "5".repeat(100);

        assertThat(Json.read(Json.writeBytes(read("a: " + longest)), LIMITS)).isEqualTo(read("a: " + longest));
        assertThatThrownBy(() -> read("a: " + longest + "5"))
                .isInstanceOfSatisfying(
                        MalformedDocumentException.class,
                        e -> assertThat(e.describe())
                                .isEqualTo("a number of more than 100 characters (put quotes around it if it is a text)"
                                        + " at line 1, column 4"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"- a: \"x\n\" b:c", "  a: \"x\n\" b", "a:\n  - b: 2\n    c: \"x\n \n\" d:e: !!str  ", "a: \"\\x"
            })
    void whatTheParserTripsOverIsRefused(String yaml) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOfSatisfying(
                        MalformedDocumentException.class,
                        e -> assertThat(e.describe()).isEqualTo("not well-formed YAML"));
    }

    @Test
    void aControlCharacterIsNamedWithItsPlace() {
        assertThatThrownBy(() -> read("a: 1\nb: \u0007x"))
                .isInstanceOfSatisfying(
                        MalformedDocumentException.class,
                        e -> assertThat(e.describe())
                                .contains("a control character")
                                .contains("line 2, column 4"));
    }

    @Test
    void aliasesThatMultiplyAreRefused() {
        var laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 40; i++) {
            laughs.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }
        assertThatThrownBy(() -> Yaml.read(laughs.toString().getBytes(UTF_8), new JsonLimits(100, 2_000, 100_000)))
                .isInstanceOfSatisfying(
                        MalformedDocumentException.class,
                        e -> assertThat(e.describe()).startsWith("too large").contains("line 9"));
    }

    @Test
    void aliasesThatDeepenAreRefused() {
        assertThatThrownBy(() -> read("a: &a [[[1]]]\nb: &b [[*a]]\nc: [*b]\n"))
                .isInstanceOfSatisfying(
                        MalformedDocumentException.class,
                        e -> assertThat(e.describe()).contains("too deep").contains("line 3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "\n\n"})
    void nothingIsNoDocument(String text) {
        assertThatThrownBy(() -> read(text)).hasMessage("empty");
    }

    @Test
    void writesABlockAStructureAndALineAList() {
        var value = JsonValue.object()
                .put(
                        "destinations",
                        JsonValue.array(List.of(JsonValue.object()
                                .put("id", 423)
                                .put("name", "Example partner")
                                .put("clientId", "74323")
                                .put("endpoint", "https://api.partner.com/segments/aam")
                                .put(
                                        "delivery",
                                        JsonValue.object()
                                                .put("timeout", "3s")
                                                .put("http2", false)
                                                .build())
                                .put("successStatus", JsonValue.array(List.of(JsonValue.number(200))))
                                .put("headers", JsonValue.object().build())
                                .put(
                                        "mappings",
                                        JsonValue.array(List.of(JsonValue.object()
                                                .put("segment", "14356")
                                                .put("value", "high-value")
                                                .build())))
                                .build())))
                .build();
        assertThat(Yaml.write(value)).isEqualTo("""
            destinations:
              - id: 423
                name: Example partner
                clientId: "74323"
                endpoint: https://api.partner.com/segments/aam
                delivery:
                  timeout: 3s
                  http2: false
                successStatus: [200]
                headers: {}
                mappings:
                  - { segment: "14356", value: high-value }
            """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "No",
                "on",
                "OFF",
                "y",
                "N",
                "true",
                "null",
                "~",
                "",
                " ",
                "1",
                "-1",
                "1.5",
                "1e3",
                "0x1F",
                "0o7",
                "012",
                "1_000",
                "02:00",
                "12:30:45",
                "2026-11-23",
                "2026-11-23T08:00:00Z",
                ".inf",
                ".nan",
                "+1",
                "=",
                "<<",
                "a: b",
                "a #b",
                "a:",
                "- a",
                "? a",
                "[a",
                "{a}",
                "*a",
                "&a",
                "!a",
                "%a",
                "@a",
                "`a",
                "'a",
                "\"a",
                "|",
                ">",
                "a ",
                " a",
                "a\nb",
                "a\tb",
                "\u0085",
                "\u2028",
                "\uFEFF",
                "\u0000",
                "a,b",
                "---",
                "...",
                "😀",
                "${env:X}"
            })
    void aTextStaysAText(String text) throws Exception {
        var value = JsonValue.object()
                .put(text, text)
                .put(
                        "list",
                        JsonValue.array(List.of(
                                JsonValue.text(text),
                                JsonValue.object().put(text, text).build())))
                .build();
        assertThat(read(Yaml.write(value))).isEqualTo(value);
        if (!text.equals("😀") && !text.equals("a")) {
            assertThat(Yaml.write(JsonValue.text(text))).startsWith("\"");
        }
    }

    private static JsonValue read(String yaml) throws MalformedDocumentException {
        return Yaml.read(yaml.getBytes(UTF_8), LIMITS);
    }
}
