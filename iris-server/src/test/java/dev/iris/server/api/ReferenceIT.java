package dev.iris.server.api;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import dev.iris.json.Yaml;
import dev.iris.observe.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the reference with what the code does. */
class ReferenceIT {
    private static final Path ROOT = root();

    @TempDir
    private Path data;

    @Test
    void openApiNamesEveryEndpointWithItsScopeAndBodiesAndNoOther() throws Exception {
        try (var server = new RunningServer(data)) {
            var built = server.server.endpoints().stream()
                    .map(endpoint -> "%s %s scope=%s query=%s bodies=%s"
                            .formatted(
                                    endpoint.method(),
                                    endpoint.path(),
                                    endpoint.findScope()
                                            .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                                            .orElse("none"),
                                    new TreeSet<>(endpoint.query()),
                                    new TreeSet<>(endpoint.bodyTypes())))
                    .toList();
            assertThat(documented(openApi())).containsExactlyInAnyOrderElementsOf(built);
        }
    }

    @Test
    void openApiRefersOnlyToWhatItHolds() throws Exception {
        var document = openApi();
        var references = new ArrayList<String>();
        collect(document, references);
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                at(document, reference.substring(2).split("/", -1)))
                        .as(reference)
                        .isNotEqualTo(JsonValue.NULL));
    }

    @Test
    void openApiNamesEveryErrorCode() throws Exception {
        var codes = (JsonArray) at(openApi(), "components", "schemas", "ErrorCode", "enum");
        assertThat(codes.elements())
                .containsExactlyElementsOf(Arrays.stream(ErrorCode.values())
                        .map(code -> JsonValue.text(code.text()))
                        .toList());
    }

    @Test
    void errorsAreDocumented() throws Exception {
        var rows = Arrays.stream(ErrorCode.values())
                .map(code ->
                        "| `%s` | %d | %s | %s |".formatted(code.text(), code.status(), code.title(), code.action()))
                .collect(joining("\n"));
        assertThat(table("docs/reference/errors.md")).isEqualTo(rows);
    }

    @Test
    void metricsAreDocumented() throws Exception {
        var rows = Arrays.stream(Metrics.values())
                .map(metric -> "| `%s` | %s | %s | %s |"
                        .formatted(
                                metric.text(),
                                metric.kind().name().toLowerCase(Locale.ROOT),
                                metric.labels().stream()
                                        .map(label -> "`" + label + "`")
                                        .collect(joining(", ")),
                                metric.sentence()))
                .collect(joining("\n"));
        assertThat(table("docs/reference/metrics.md")).isEqualTo(rows);
    }

    private static JsonObject openApi() throws IOException, MalformedDocumentException {
        return (JsonObject) Yaml.read(Files.readAllBytes(ROOT.resolve("api/openapi.yaml")), JsonLimits.DOCUMENT);
    }

    private static List<String> documented(JsonObject document) {
        var found = new ArrayList<String>();
        object(at(document, "paths"))
                .members()
                .forEach((path, methods) -> object(methods).members().forEach((method, operation) -> {
                    if (!method.equals("parameters")) {
                        found.add("%s %s scope=%s query=%s bodies=%s"
                                .formatted(
                                        method.toUpperCase(Locale.ROOT),
                                        path,
                                        scope(operation),
                                        query(document, operation),
                                        bodies(document, operation)));
                    }
                }));
        return found;
    }

    private static String scope(JsonValue operation) {
        var security = ((JsonArray) at(operation, "security")).elements();
        if (security.isEmpty()) {
            return "none";
        }
        var scopes = (JsonArray) at(security.getFirst(), "bearer");
        return scopes.elements().stream()
                .map(scope -> ((JsonString) scope).value())
                .collect(joining(" "));
    }

    private static Set<String> query(JsonObject document, JsonValue operation) {
        if (!(at(operation, "parameters") instanceof JsonArray(List<JsonValue> parameters))) {
            return Set.of();
        }
        return parameters.stream()
                .map(parameter -> resolved(document, parameter))
                .filter(parameter -> at(parameter, "in").equals(JsonValue.text("query")))
                .map(parameter -> ((JsonString) at(parameter, "name")).value())
                .collect(toCollection(TreeSet::new));
    }

    private static JsonValue resolved(JsonObject document, JsonValue value) {
        return at(value, "$ref") instanceof JsonString(String path)
                ? at(document, path.substring(2).split("/", -1))
                : value;
    }

    private static Set<String> bodies(JsonObject document, JsonValue operation) {
        var body = at(operation, "requestBody");
        return at(resolved(document, body), "content") instanceof JsonObject content
                ? content.members().keySet().stream().collect(toCollection(TreeSet::new))
                : new TreeSet<>();
    }

    private static void collect(JsonValue value, List<String> references) {
        if (value instanceof JsonArray(List<JsonValue> elements)) {
            elements.forEach(element -> collect(element, references));
        }
        if (value instanceof JsonObject object) {
            object.members().forEach((name, member) -> {
                if (name.equals("$ref") && member instanceof JsonString(String reference)) {
                    references.add(reference);
                }
                collect(member, references);
            });
        }
    }

    private static JsonValue at(JsonValue value, String... path) {
        var here = value;
        for (var name : path) {
            here = here instanceof JsonObject object ? object.find(name).orElse(JsonValue.NULL) : JsonValue.NULL;
        }
        return here;
    }

    private static JsonObject object(JsonValue value) {
        return (JsonObject) value;
    }

    /** The rows of the one table of a document. */
    private static String table(String document) throws IOException {
        return Files.readAllLines(ROOT.resolve(document)).stream()
                .filter(line -> line.startsWith("| `"))
                .collect(joining("\n"));
    }

    private static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("api/openapi.yaml")))
                .findFirst()
                .orElseThrow();
    }
}
