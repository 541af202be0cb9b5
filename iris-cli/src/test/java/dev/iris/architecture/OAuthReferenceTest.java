package dev.iris.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference of the token engine names a test for each behaviour, and each test that it names is one. */
class OAuthReferenceTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("\\| A(\\d+) \\| [^|]+ \\| ([^|]+) \\|");
    private static final Pattern ANNOTATION = Pattern.compile("@(Test|ParameterizedTest|TestFactory)\\b");
    private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

    @Test
    void everyBehaviourHasATest() throws IOException {
        assertThat(testsOfBehaviours().keySet())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 52)
                        .filter(number -> number != 47 && number != 48)
                        .boxed()
                        .toList());
        assertThat(testsOfBehaviours().values())
                .allSatisfy(tests -> assertThat(tests).isNotEmpty());
    }

    @Test
    void everyTestThatIsNamedIsOne() throws IOException {
        var sources = testSources();
        var missing = testsOfBehaviours().values().stream()
                .flatMap(List::stream)
                .filter(test -> !isTest(sources.getOrDefault(test.type(), ""), test.method()))
                .toList();

        assertThat(missing).isEmpty();
    }

    /** What stands between a method's name and the empty line above it holds its annotations. */
    private static boolean isTest(String source, String method) {
        int name = source.indexOf("void " + method + "(");
        return name > 0
                && ANNOTATION
                        .matcher(source.substring(source.lastIndexOf("\n\n", name), name))
                        .find();
    }

    private static Map<Integer, List<NamedTest>> testsOfBehaviours() throws IOException {
        Map<Integer, List<NamedTest>> behaviours = new TreeMap<>();
        for (var line : Files.readAllLines(ROOT.resolve("docs/reference/oauth.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                behaviours
                        .computeIfAbsent(Integer.valueOf(row.group(1)), _ -> new ArrayList<>())
                        .addAll(TEST.matcher(row.group(2))
                                .results()
                                .map(match -> new NamedTest(match.group(1), match.group(2)))
                                .toList());
            }
        }
        return behaviours;
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (var module : modules.toList()) {
                for (var file : javaFiles(module.resolve("src/test/java"))) {
                    sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        return sources;
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** A test as the reference names it. */
    private record NamedTest(String type, String method) {}
}
