package dev.iris.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.model.UserEntry;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** Whatever values hold: JSON, XML and queries are well-formed and decode to the values. Each case names the seed that repeats it. */
class EscapePropertyTest {
    private static final List<String> HOSTILE = List.of(
            "\"",
            "\\",
            "'",
            "<",
            ">",
            "&",
            "&amp;",
            "]]>",
            "]]",
            "</script>",
            "<!--",
            "-->",
            "%",
            "%41",
            "+",
            "#",
            "?",
            "=",
            "\n",
            "\r",
            "\r\n",
            "\t",
            "\u0001",
            "\u001f",
            "\u007f",
            "\u0085",
            "\u2028",
            "\ufeff",
            "😀",
            "é",
            " ",
            "  ",
            "{",
            "}",
            "\\u0041",
            "<PID_ALIAS>",
            "\ufffd",
            "x",
            "0");

    @ParameterizedTest
    @MethodSource("values")
    void jsonDecodesToTheValue(String value, long seed) throws Exception {
        var text = Templates.json(
                "[<USER_LIST:{u|\"<u.dpUuid>\",\"a<u.dpUuid>b\",\"<u.segments:{s|<s.traitAlias>}; separator=\"\\t\">\"}>]"
                        .replace("\\t", "\\\\t"),
                user(value));
        var strings = ((JsonArray) Json.read(text, JsonLimits.DOCUMENT)).elements();
        assertThat(strings)
                .as("seed %d", seed)
                .containsExactly(
                        new JsonString(value), new JsonString("a" + value + "b"), new JsonString(value + "\t" + value));
    }

    @ParameterizedTest
    @MethodSource("values")
    void xmlDecodesToTheValue(String value, long seed) throws Exception {
        var text = Templates.xml(
                "\\<r><USER_LIST:{u|\\<u a=\"<u.dpUuid>\""
                        + " b='<u.dpUuid>'>[<u.dpUuid>]\\</u>\\<c>\\<![CDATA[<u.dpUuid>]]>\\</c>}>\\</r>",
                user(value));
        var root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(UTF_8)))
                .getDocumentElement();
        var user = (Element) root.getFirstChild();
        var told = sayable(value);
        assertThat(user.getAttribute("a")).as("seed %d", seed).isEqualTo(told);
        assertThat(user.getAttribute("b")).as("seed %d", seed).isEqualTo(told);
        assertThat(user.getTextContent()).as("seed %d", seed).isEqualTo("[" + told + "]");
        assertThat(root.getLastChild().getTextContent()).as("seed %d", seed).isEqualTo(told);
    }

    @ParameterizedTest
    @MethodSource("values")
    void aQueryDecodesToTheValue(String value, long seed) throws Exception {
        var query = Templates.query("a=<DP_UUID>&l=<TRAITALIAS_LIST; separator=\",\">&z=1", user(value));
        assertThat(URI.create("https://h/?" + query).getRawQuery()).isEqualTo(query);
        var parts = query.split("&", -1);
        assertThat(parts).as("seed %d", seed).hasSize(3);
        assertThat(decoded(parts[0].substring(2))).as("seed %d", seed).isEqualTo(value);
        assertThat(Stream.of(parts[1].substring(2).split(",", -1)).map(EscapePropertyTest::decoded))
                .as("seed %d", seed)
                .containsExactly(value, value);
    }

    /** XML 1.0 cannot say every character: what it cannot say is replaced. */
    private static String sayable(String value) {
        return value.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD");
    }

    private static String decoded(String text) {
        assertThat(text).doesNotContain("+");
        return URLDecoder.decode(text, UTF_8);
    }

    private static UserEntry user(String value) {
        return Templates.user("1", value, List.of(value, value), List.of());
    }

    private static Stream<Object[]> values() {
        return Stream.concat(
                HOSTILE.stream().map(value -> new Object[] {value, 0L}),
                Stream.iterate(20_261_126L, seed -> seed + 1).limit(300).map(seed -> new Object[] {value(seed), seed}));
    }

    private static String value(long seed) {
        var random = new SplittableRandom(seed);
        var value = new StringBuilder();
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            if (random.nextInt(3) > 0) {
                value.append(HOSTILE.get(random.nextInt(HOSTILE.size())));
            } else {
                value.appendCodePoint(point(random));
            }
        }
        return value.toString();
    }

    private static int point(SplittableRandom random) {
        while (true) {
            int point = random.nextInt(random.nextBoolean() ? 0x100 : Character.MAX_CODE_POINT + 1);
            if (Character.getType(point) != Character.SURROGATE) {
                return point;
            }
        }
    }
}
