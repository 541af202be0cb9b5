package dev.iris.cli.apply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.Json;
import dev.iris.json.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyFileIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"a~|a", "a|a", "a~~|a\\n", "a^~|a", "~|``", "`a ~`|`a `", "é~b~|é\\nb"})
    void aFileGivesItsTextWithoutOneLastLineBreak(String content, String resolved) throws IOException {
        Files.writeString(folder.resolve("secret"), content.replace('~', '\n').replace('^', '\r'));
        assertThat(read("${file:secret}")).isEqualTo(resolved);
    }

    @Test
    void aPathIsRelativeToTheFolderOrAbsolute() throws IOException {
        var below = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(below.resolve("one"), "1\n");
        assertThat(read("${file:secrets/one}-${file:" + below.resolve("one") + "}"))
                .isEqualTo("1-1");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, '('});
        Files.write(folder.resolve("large"), new byte[70_000]);
        assertThat(problem("${file:gone}")).isEqualTo("the file gone cannot be read");
        assertThat(problem("${file:.}")).isEqualTo("the file . cannot be read");
        assertThat(problem("${file:a\0b}")).startsWith("the file a").endsWith("cannot be read");
        assertThat(problem("${file:binary}")).isEqualTo("the file binary is not UTF-8");
        assertThat(problem("${file:large}")).isEqualTo("the file large is too large (expected: at most 65536 bytes)");
    }

    private String read(String reference) {
        return switch (readFile(reference)) {
            case ApplyFile.Read.Complete(ApplyFile file) ->
                Json.write(file.destinations().getFirst().document())
                        .replace("{\"id\":1,\"name\":\"", "")
                        .replace("\"}", "");
            case ApplyFile.Read.Faulty(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private String problem(String reference) {
        return switch (readFile(reference)) {
            case ApplyFile.Read.Complete(ApplyFile file) -> throw new AssertionError(file.toString());
            case ApplyFile.Read.Faulty(var problems) ->
                problems.stream().map(Problem::reason).findFirst().orElseThrow();
        };
    }

    private ApplyFile.Read readFile(String reference) {
        var yaml = new StringBuilder("destinations: [{ id: 1, name: ");
        Json.appendQuoted(yaml, reference);
        return ApplyFile.read(yaml.append(" }]").toString().getBytes(UTF_8), folder, Map.of());
    }
}
