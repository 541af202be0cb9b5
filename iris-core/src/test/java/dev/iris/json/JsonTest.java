package dev.iris.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final JsonLimits LIMITS = new JsonLimits(4, 20, 50);

    @Test
    void readsWhatItWrites() throws Exception {
        var text = "{\"a\":[1,-2.50,\"x\\\"y\",true,false,null],\"b\":{\"c\":\"😀\"}}";
        assertThat(Json.write(Json.read(text, LIMITS))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":2}",
                "[1] [2]",
                "{} x",
                "nul",
                "01",
                "NaN",
                "'a'",
                "{a:1}",
                "\"\\ud800\"",
                "{\"\\udc00\":1}",
                "[[[[[1]]]]]",
                "\"123456789012345678901\"",
                "[1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0]",
                "// comment\n1",
                "\"tab\there\""
            })
    void refusesWhatIsNotStrictJsonWithinItsLimits(String text) {
        assertThatThrownBy(() -> Json.read(text, LIMITS)).isInstanceOf(MalformedDocumentException.class);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertThatThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xC3, '"'}, LIMITS))
                .isInstanceOf(MalformedDocumentException.class)
                .hasMessage("not UTF-8");
    }

    @Test
    void saysWhereTheFaultIs() {
        assertThatThrownBy(() -> Json.read("{\n \"a\": ?}", LIMITS))
                .isInstanceOfSatisfying(
                        MalformedDocumentException.class,
                        e -> assertThat(e.describe()).contains("line 2"));
    }

    @ParameterizedTest
    @CsvSource({"'', 1, 1", "'[\n  x]', 2, 3", "'[1,\n[[[[', 2, 4", "'\"123456789012345678901\"', 1, 1"})
    void saysWhereTheFaultIsWhateverItIs(String text, int line, int least) {
        assertThatThrownBy(() -> Json.read(text, LIMITS))
                .isInstanceOfSatisfying(MalformedDocumentException.class, e -> {
                    assertThat(e.line()).isEqualTo(line);
                    assertThat(e.column()).isGreaterThanOrEqualTo(least);
                });
    }

    @Test
    void saysWhereBytesAreNotUtf8() {
        var text = "é".repeat(10_000) + "\né";
        var bytes = Arrays.copyOf(text.getBytes(UTF_8), text.getBytes(UTF_8).length + 1);
        bytes[bytes.length - 1] = (byte) 0xFF;
        assertThatThrownBy(() -> Json.read(bytes, LIMITS))
                .isInstanceOfSatisfying(
                        MalformedDocumentException.class,
                        e -> assertThat(e.describe()).isEqualTo("not UTF-8 at line 2, column 2"));
    }

    @Test
    void takesAReplacementCharacterThatIsMeant() throws Exception {
        assertThat(Json.read("\"\uFFFD\"".getBytes(UTF_8), LIMITS)).isEqualTo(JsonValue.text("\uFFFD"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]|", "[1,[2,3],{}]|1 [2,3] {}", "7|7", "{\"a\":[1]}|{\"a\":[1]}"})
    void readsAnArrayElementByElement(String text, String elements) throws Exception {
        var read = new ArrayList<String>();
        Json.readEach(text.getBytes(UTF_8), LIMITS, element -> read.add(Json.write(element)));
        assertThat(String.join(" ", read)).isEqualTo(elements == null ? "" : elements);
    }

    @Test
    void givesEachElementTheLimitsToItself() throws Exception {
        var element = "[" + "1,".repeat(48) + "1]";
        var read = new ArrayList<JsonValue>();
        Json.readEach(("[" + element + "," + element + "]").getBytes(UTF_8), LIMITS, read::add);
        assertThat(read).hasSize(2);
        var larger = "[1,[" + "1,".repeat(49) + "1]]";
        assertThatThrownBy(() -> Json.readEach(larger.getBytes(UTF_8), LIMITS, read::add))
                .isInstanceOf(MalformedDocumentException.class)
                .hasMessageStartingWith("too large");
        assertThat(read).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,]", "[1", "[1] 2", "[1}", "[1,2,x]"})
    void tellsAFaultAfterTheElementsBeforeIt(String text) {
        var read = new ArrayList<JsonValue>();
        assertThatThrownBy(() -> Json.readEach(text.getBytes(UTF_8), LIMITS, read::add))
                .isInstanceOf(MalformedDocumentException.class);
        assertThat(read).isNotEmpty();
    }

    @Test
    void whatANonObjectLacksIsNoProblem() throws Exception {
        var problems = new ArrayList<Problem>();
        var members = Members.of(Json.read("[1]", LIMITS), "top", problems);
        members.required("gone", members.text("gone"));
        assertThat(problems).containsExactly(new Problem("top", "is an array (expected: an object)"));
    }

    @Test
    void ofVeryManyProblemsTheFirstAreNoted() throws Exception {
        var problems = new ArrayList<Problem>();
        var text = "[" + "1,".repeat(4_999) + "1]";
        var elements = Json.read("{\"list\":" + text + "}", new JsonLimits(4, 20, 10_000));
        assertThat(Members.of(elements, "", problems).texts("list", each -> each))
                .isEmpty();
        assertThat(problems).hasSize(1_001);
        assertThat(problems.getLast().toString()).contains("the first 1000 problems are listed");
    }

    @Test
    void aProblemIsOneLineWhateverTheFieldIsCalled() {
        assertThat(new Problem("a\n\u001b[31mb", "is unknown")).hasToString("a??[31mb: is unknown");
    }

    @Test
    void readsTheSameFromYaml() throws Exception {
        var yaml = "a: [1, x]\nb: {c: \"2\", d: true}\ne: null\n";
        assertThat(Json.write(Yaml.read(yaml.getBytes(UTF_8), LIMITS)))
                .isEqualTo("{\"a\":[1,\"x\"],\"b\":{\"c\":\"2\",\"d\":true},\"e\":null}");
    }

    @Test
    void notesEveryProblemOfAnObject() throws Exception {
        var problems = new ArrayList<Problem>();
        var members =
                Members.of(Json.read("{\"n\":\"x\",\"s\":1,\"list\":[\"a\",2],\"extra\":1}", LIMITS), "top", problems);
        members.integer("n", 1, 5);
        members.text("s");
        members.texts("list", text -> text);
        members.required("gone", members.text("gone"));
        members.refuseUnknown();
        assertThat(problems)
                .extracting(Problem::field)
                .containsExactlyInAnyOrder("top.n", "top.s", "top.list[1]", "top.gone", "top.extra");
    }
}
