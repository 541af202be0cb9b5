package dev.iris.server.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.cli.apply.ApplyFile;
import dev.iris.cli.apply.ExportFile;
import dev.iris.cli.apply.Wanted;
import dev.iris.fuzz.Assembly;
import dev.iris.fuzz.FuzzTarget;
import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import dev.iris.json.Problem;
import dev.iris.json.Yaml;
import dev.iris.model.DestinationId;
import dev.iris.model.DestinationNumber;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A file of destinations, or the document of one as a request brings it. What is taken is the same when it is shown and read again, by
 * JSON and by YAML, with and without defaults; what is refused is refused in short words that hold no secret.
 */
public final class DestinationTarget implements FuzzTarget {
    private static final int LONGEST_REASON = 1_000;
    private static final DestinationId ID = new DestinationId(423);
    private static final Vetting VETTING = new Vetting(
            secret -> Integer.toHexString(secret.hashCode()),
            name -> name.equals("partner-basic") ? Secret.of("c2VjcmV0LWJhc2lj") : SecretFiles.NONE.read(name));
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PARTNER_BASIC", "c2VjcmV0LWJhc2lj",
            "PARTNER_SECRET", "new-secret",
            "PARTNER_OLD_SECRET", "old-secret");

    private static final Assembly DOCUMENT = new Assembly(List.of(
            "\"clientId\":\"74323\",\"userDpid\":\"12345\",\"endpoint\":\"https://api.partner.com/segments\"",
            "\"auth\":{\"tokenEndpoint\":\"https://api.partner.com/token\",\"basic\":\"CANARY-4f1b9c\"}",
            "\"auth\":{\"tokenEndpoint\":\"api.partner.com\",\"clientId\":\"i\",\"clientSecret\":\"CANARY-4f1b9c\"}",
            "\"auth\":{\"tokenEndpoint\":\"https://h/\",\"basic\":{\"fromFile\":\"partner-basic\"},\"scope\":\"a b\"}",
            "\"name\":\"a \u2028${b\"",
            "\"method\":\"GET\"",
            "\"aggregation\":{\"maxUsers\":7,\"linger\":\"61s\"}",
            "\"aggregation\":{\"linger\":\"1500ms\"}",
            "\"delivery\":{\"timeout\":\"90s\",\"retries\":0,\"successStatus\":[200,204],\"maxConcurrency\":1}",
            "\"delivery\":{\"maxAge\":\"25h\",\"onStatus\":{\"403\":\"retry\"},\"messagesPerSecond\":3,\"http2\":true}",
            "\"tls\":{\"certificate\":null}",
            "\"mappings\":[{\"segment\":\"2\",\"value\":\"2\"},{\"segment\":\"10\",\"until\":\"2027-01-01\"}]",
            "\"mappings\":[{\"segment\":\"1\",\"value\":\"no\",\"from\":\"2026-11-01\"}]",
            "\"sampleDenominator\":1,\"realtime\":true"));

    /** Stands in seeds where secrets stand, and only there. */
    private static final String SECRET = "CANARY-4f1b9c";

    @Override
    public void check(byte[] picks) {
        var input = DOCUMENT.of(picks);
        var text = new String(input, UTF_8);
        // It would read the files of whoever runs this.
        if (text.contains("${file:")) {
            return;
        }
        documents(input).forEach(document -> checkPut(document, text));
    }

    private static List<JsonObject> documents(byte[] input) {
        return switch (ApplyFile.read(input, Path.of(""), ENVIRONMENT)) {
            case ApplyFile.Read.Complete(ApplyFile file) ->
                file.destinations().stream().map(Wanted::document).toList();
            case ApplyFile.Read.Faulty(List<Problem> problems) -> {
                checkProblems(problems);
                yield document(input).toList();
            }
        };
    }

    private static Stream<JsonObject> document(byte[] input) {
        return Stream.<Reading>of(Json::read, Yaml::read).flatMap(reading -> {
            try {
                return reading.read(input, JsonLimits.DOCUMENT) instanceof JsonObject object
                        ? Stream.of(object)
                        : Stream.empty();
            } catch (MalformedDocumentException e) {
                assertThat(e.describe()).hasSizeBetween(1, LONGEST_REASON);
                return Stream.empty();
            }
        });
    }

    /** JSON or YAML. */
    private interface Reading {
        JsonValue read(byte[] utf8, JsonLimits limits) throws MalformedDocumentException;
    }

    private static void checkPut(JsonObject document, String text) {
        assertThat(again(document)).isEqualTo(document);
        switch (DestinationReader.read(document.with("id", JsonValue.number(ID.value())), ID, Kept.NOTHING, VETTING)) {
            case DraftReading.Complete(Draft draft) -> checkTaken(draft, document, text);
            case DraftReading.Faulty(List<Problem> problems) -> checkProblems(problems);
        }
    }

    private static void checkTaken(Draft draft, JsonObject document, String text) {
        var destination = draft.as(new DestinationNumber(1), ID, 1, false);
        var stored = new StoredDestination(destination, WrittenDocument.of(document, draft.secrets()), 1);
        var full = DestinationWriter.full(destination, VETTING.fingerprint());
        var written = DestinationWriter.written(stored, VETTING.fingerprint());
        for (var shown : List.of(full, written, exported(written))) {
            assertThat(DestinationReader.read(again(shown), ID, Kept.of(destination), VETTING))
                    .isEqualTo(new DraftReading.Complete(draft));
            if (isSecretOnly(document, text)) {
                assertThat(Json.write(shown)).doesNotContain(SECRET);
            }
        }
    }

    /** The only one in the file that is exported and read again, as an operator would. */
    private static JsonObject exported(JsonObject written) {
        var file = Yaml.write(ExportFile.of(List.of(written))).getBytes(UTF_8);
        return switch (ApplyFile.read(file, Path.of(""), ENVIRONMENT)) {
            case ApplyFile.Read.Complete(ApplyFile read) ->
                read.destinations().getFirst().document();
            case ApplyFile.Read.Faulty(List<Problem> problems) ->
                throw new AssertionError("an export cannot be read: " + problems);
        };
    }

    private static JsonObject again(JsonObject document) {
        try {
            var byYaml = (JsonObject) Yaml.read(Yaml.write(document).getBytes(UTF_8), JsonLimits.DOCUMENT);
            assertThat(Json.read(Json.writeBytes(document), JsonLimits.DOCUMENT))
                    .isEqualTo(byYaml);
            return byYaml;
        } catch (MalformedDocumentException e) {
            throw new AssertionError("what was written cannot be read: " + e.describe(), e);
        }
    }

    /** Whether every mark of the input stands in a field of a secret. */
    private static boolean isSecretOnly(JsonObject document, String text) {
        return count(text)
                == Credentials.FIELDS.stream()
                        .flatMap(field -> texts(WrittenDocument.find(document, field)))
                        .mapToInt(DestinationTarget::count)
                        .sum();
    }

    private static Stream<String> texts(JsonValue value) {
        return switch (value) {
            case JsonString(String text) -> Stream.of(text);
            case JsonArray(List<JsonValue> elements) -> elements.stream().flatMap(DestinationTarget::texts);
            default -> Stream.empty();
        };
    }

    private static int count(String text) {
        return (text.length() - text.replace(SECRET, "").length()) / SECRET.length();
    }

    private static void checkProblems(List<Problem> problems) {
        assertThat(problems).isNotEmpty();
        for (var problem : problems) {
            assertThat(problem.reason()).hasSizeBetween(1, LONGEST_REASON);
            assertThat(problem.toString().codePoints()).noneMatch(Character::isISOControl);
        }
    }
}
