package dev.iris.json;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a plain scalar of YAML means (YAML 1.2.2 section 10.3, the core schema), and which text may be written as one. */
final class YamlScalar {
    private static final int PLAIN_MOST = 200;
    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final Pattern OTHER_NUMBER =
            Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
                    + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    // A letter or a slash first, so no number or date of any YAML; then nothing that structures a document.
    private static final Pattern PLAIN =
            Pattern.compile("[\\p{L}_/]([\\p{L}0-9_./@+%?&=~()$-]|:(?=[\\p{L}0-9_./])|[ ](?=[\\p{L}0-9_./(]))*+");
    private static final Pattern DURATION = Pattern.compile("[0-9]{1,9}(ms|s|m|h|d)");
    private static final Pattern WORD = Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n");

    private YamlScalar() {}

    /** The value of a plain scalar; empty for a number that JSON cannot spell, such as {@code 0x1F} or {@code .inf}. */
    static Optional<JsonValue> value(String plain) {
        return switch (plain) {
            case "", "~", "null", "Null", "NULL" -> Optional.of(JsonValue.NULL);
            case "true", "True", "TRUE" -> Optional.of(JsonValue.flag(true));
            case "false", "False", "FALSE" -> Optional.of(JsonValue.flag(false));
            default -> numberOrText(plain);
        };
    }

    /** Whether the text may stand without quotes, read by a parser of YAML 1.1 or 1.2, in block or flow style. */
    static boolean mayBePlain(String text) {
        return text.length() <= PLAIN_MOST
                && (DURATION.matcher(text).matches()
                        || (PLAIN.matcher(text).matches() && !WORD.matcher(text).matches()));
    }

    private static Optional<JsonValue> numberOrText(String plain) {
        if (JSON_NUMBER.matcher(plain).matches()) {
            return Optional.of(new JsonValue.JsonNumber(plain));
        }
        return OTHER_NUMBER.matcher(plain).matches() ? Optional.empty() : Optional.of(JsonValue.text(plain));
    }
}
