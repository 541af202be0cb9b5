package dev.iris.server.settings;

import static java.util.stream.Collectors.joining;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonNumber;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A setting and its twin in the environment: {@code server.port} and {@code IRIS_SERVER_PORT}.
 *
 * @param path of the member in the file
 */
record Key(String path, Kind kind) {
    private static final List<Key> ALL = List.of(
            new Key("server.host", Kind.TEXT),
            new Key("server.port", Kind.NUMBER),
            new Key("server.allowPlaintext", Kind.FLAG),
            new Key("server.tls.certificate", Kind.TEXT),
            new Key("server.tls.key", Kind.TEXT),
            new Key("data", Kind.TEXT),
            new Key("userAgent", Kind.TEXT),
            new Key("egress.allow", Kind.LIST),
            new Key("egress.trustedCertificates", Kind.LIST),
            new Key("egress.proxy", Kind.TEXT),
            new Key("control.jdbcUrl", Kind.TEXT),
            new Key("kafka.bootstrapServers", Kind.TEXT),
            new Key("kafka.topicPrefix", Kind.TEXT),
            new Key("secrets.directory", Kind.TEXT),
            new Key("log.level", Kind.TEXT),
            new Key("log.format", Kind.TEXT));

    /** What a variable's text stands for. */
    enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        /** Texts with commas between them. */
        LIST
    }

    /** The key that a variable sets, if it is a twin of one. */
    static Optional<Key> ofVariable(String variable) {
        return ALL.stream().filter(key -> key.variable().equals(variable)).findFirst();
    }

    /** Whether a variable begins like the twins of a group of settings. */
    static boolean resemblesVariable(String variable) {
        return ALL.stream()
                .filter(key -> key.path().contains("."))
                .map(key -> variable(key.path().substring(0, key.path().indexOf('.') + 1)))
                .anyMatch(variable::startsWith);
    }

    /** The names of all twins, for a message. */
    static String variables() {
        return ALL.stream().map(Key::variable).sorted().collect(joining(", "));
    }

    String variable() {
        return variable(path);
    }

    /** The value that the text stands for. */
    JsonValue read(String text) {
        return switch (kind) {
            case TEXT -> JsonValue.text(text);
            case NUMBER -> number(text);
            case FLAG -> flag(text);
            case LIST ->
                JsonValue.array(List.of(text.split(",", -1)).stream()
                        .map(String::strip)
                        .map(JsonValue::text)
                        .toList());
        };
    }

    private static String variable(String path) {
        return "IRIS_" + path.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static JsonValue number(String text) {
        if (!text.matches("-?[0-9]{1,18}")) {
            throw new IllegalArgumentException(Texts.quote(text) + " (expected: a whole number)");
        }
        return new JsonNumber(text);
    }

    private static JsonValue flag(String text) {
        return switch (text) {
            case "true" -> JsonValue.flag(true);
            case "false" -> JsonValue.flag(false);
            default -> throw new IllegalArgumentException(Texts.quote(text) + " (expected: true or false)");
        };
    }
}
