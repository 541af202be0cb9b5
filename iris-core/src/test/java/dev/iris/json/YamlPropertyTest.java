package dev.iris.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.JsonValue.JsonNumber;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlPropertyTest {
    private static final JsonLimits LIMITS = new JsonLimits(10, 10_000, 100_000);
    private static final String[] TEXTS = {
        "yes",
        "null",
        "1",
        "-",
        "- a",
        "a: b",
        "#",
        "a #b",
        "3s",
        "02:00",
        "2026-11-23",
        "",
        " ",
        "\n",
        "\t",
        "'",
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        "*",
        "&",
        "!",
        "|",
        ">",
        "%",
        "@",
        "`",
        "?",
        ":",
        "<<",
        "---",
        "...",
        "ü",
        "😀",
        "\u2028",
        "\u0085",
        "\uFEFF",
        "\u0007",
        "\u007F",
        "\r\n",
        "Example partner",
        "https://a.b/c?d=e",
        "${env:X}"
    };
    private static final String[] NUMBERS = {"0", "-1", "423", "1.5", "1e5", "-2.50E-3", "99999999999999999999"};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsWrittenReadsAsTheSame(long seed) throws Exception {
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            var value = value(random, 5);
            var text = Yaml.write(value);
            assertThat(Yaml.read(text.getBytes(UTF_8), LIMITS)).as(text).isEqualTo(value);
            assertThat(Yaml.write(value)).isEqualTo(text);
        }
    }

    private static JsonValue value(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 5)) {
            case 0 -> JsonValue.NULL;
            case 1 -> JsonValue.flag(random.nextBoolean());
            case 2 -> new JsonNumber(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 3, 4 -> JsonValue.text(text(random));
            case 5, 6 ->
                JsonValue.array(Stream.generate(() -> value(random, depth - 1))
                        .limit(random.nextInt(5))
                        .toList());
            default -> object(random, depth);
        };
    }

    private static JsonValue object(RandomGenerator random, int depth) {
        var object = JsonValue.object();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.put(text(random), value(random, depth - 1));
        }
        return object.build();
    }

    private static String text(RandomGenerator random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(TEXTS[random.nextInt(TEXTS.length)]);
            if (random.nextInt(20) == 0) {
                text.append("long ".repeat(random.nextInt(300)));
            }
        }
        return text.toString();
    }
}
