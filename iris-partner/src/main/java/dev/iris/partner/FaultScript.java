package dev.iris.partner;

import dev.iris.json.JsonLimits;
import dev.iris.json.MalformedDocumentException;
import dev.iris.json.Problem;
import dev.iris.json.Yaml;
import dev.iris.json.YamlPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the partner misbehaves, step by step; JSON is read as the YAML that it is. Immutable. */
public record FaultScript(List<FaultStep> steps) {
    /** The partner behaves. */
    public static final FaultScript NONE = new FaultScript(List.of());

    private static final int MOST_BYTES = 1_048_576;

    public FaultScript {
        steps = List.copyOf(steps);
    }

    /** The words of all faults. */
    public static List<String> faultWords() {
        return FaultReading.words();
    }

    /**
     * Reads a script file.
     *
     * @throws ScriptRefusedException with everything that is wrong
     * @throws IOException when the file cannot be read
     */
    public static FaultScript read(Path file) throws IOException, ScriptRefusedException {
        if (Files.size(file) > MOST_BYTES) {
            throw new ScriptRefusedException(
                    List.of(new Problem("", "is larger than 1 MiB (expected: at most 1 MiB)")));
        }
        return parse(Files.readAllBytes(file));
    }

    /**
     * Reads a script.
     *
     * @throws ScriptRefusedException with everything that is wrong
     */
    public static FaultScript parse(byte[] utf8) throws ScriptRefusedException {
        var problems = new ArrayList<Problem>();
        try {
            var steps = ScriptReading.steps(Yaml.read(utf8, JsonLimits.DOCUMENT), problems);
            if (problems.isEmpty()) {
                return new FaultScript(steps);
            }
            throw new ScriptRefusedException(placed(problems, YamlPlaces.of(utf8)));
        } catch (MalformedDocumentException e) {
            throw new ScriptRefusedException(List.of(new Problem("", e.describe())));
        }
    }

    private static List<Problem> placed(List<Problem> problems, YamlPlaces places) {
        return problems.stream()
                .map(problem -> new Problem(
                        "line " + places.line(problem.field())
                                + (problem.field().isEmpty() ? "" : ", " + problem.field()),
                        problem.reason()))
                .toList();
    }
}
