package dev.iris.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
