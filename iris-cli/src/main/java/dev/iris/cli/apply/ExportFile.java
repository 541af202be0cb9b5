package dev.iris.cli.apply;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonBoolean;
import dev.iris.json.JsonValue.JsonNull;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Destinations as a file that makes them so: members in one order, without secrets that only the server has. */
public final class ExportFile {
    private static final List<String> DESTINATION = List.of(
            "id",
            "name",
            "clientId",
            "userDpid",
            "endpoint",
            "method",
            "auth",
            "tls",
            "signature",
            "format",
            "headers",
            "realtime",
            "batch",
            "sampleDenominator",
            "aggregation",
            "delivery",
            "sendWithoutId",
            "mappings");

    private static final Map<String, List<String>> NESTED = Map.of(
            "auth",
            List.of(
                    "type",
                    "tokenEndpoint",
                    "basic",
                    "username",
                    "password",
                    "clientId",
                    "clientSecret",
                    "clientAuthentication",
                    "scope",
                    "audience",
                    "resource",
                    "parameters",
                    "renewOn",
                    "assertion",
                    "token"),
            "auth.assertion",
            List.of("algorithm", "key", "keyId", "audience"),
            "auth.token",
            List.of(
                    "acceptTypes",
                    "typeRequired",
                    "strictCharacters",
                    "formEncoded",
                    "maxLife",
                    "margin",
                    "refetchAfter"),
            "tls",
            List.of("certificate", "key", "trustedCertificates"),
            "signature",
            List.of("header", "algorithm", "keys"),
            "format",
            List.of("method", "contentType", "template"),
            "batch",
            List.of("enabled", "every", "at", "full", "suppressDelivered"),
            "aggregation",
            List.of("maxUsers", "linger"),
            "delivery",
            List.of(
                    "timeout",
                    "retries",
                    "successStatus",
                    "maxConcurrency",
                    "messagesPerSecond",
                    "maxAge",
                    "http2",
                    "onStatus"),
            "mappings",
            List.of("segment", "value", "from", "until"));

    private ExportFile() {}

    /** The file of these documents, which hold only what their authors told. */
    public static JsonObject of(List<JsonObject> documents) {
        return JsonValue.object()
                .put(
                        "destinations",
                        JsonValue.array(documents.stream()
                                .map(ExportFile::document)
                                .map(References::escape)
                                .toList()))
                .build();
    }

    static JsonObject document(JsonObject document) {
        return object("", document, DESTINATION);
    }

    /** Known members in their order, then the others in that of their names. */
    private static JsonObject object(String path, JsonObject object, List<String> order) {
        var written = JsonValue.object();
        object.members().entrySet().stream()
                .filter(member -> isTold(path, member.getValue()))
                .sorted(Comparator.comparingInt((Map.Entry<String, JsonValue> member) -> rank(member.getKey(), order))
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(member -> written.put(
                        member.getKey(),
                        value(path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue())));
        return written.build();
    }

    private static boolean isTold(String path, JsonValue value) {
        return !SecretMark.isOfTheServer(value) && !(path.equals("mappings") && value.equals(JsonValue.NULL));
    }

    private static int rank(String name, List<String> order) {
        int at = order.indexOf(name);
        return at < 0 ? order.size() : at;
    }

    private static JsonValue value(String path, JsonValue value) {
        return switch (value) {
            case JsonObject object -> object(path, object, NESTED.getOrDefault(path, List.of()));
            case JsonArray(List<JsonValue> elements) ->
                JsonValue.array(
                        elements.stream().map(element -> value(path, element)).toList());
            case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> value;
        };
    }
}
