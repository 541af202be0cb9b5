package dev.iris.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The text of all test classes, by their simple names. Immutable. */
final class TestSources {
    private static final Pattern ANNOTATION = Pattern.compile("@(Test|ParameterizedTest|TestFactory)\\b");

    private final Map<String, String> sources;

    private TestSources(Map<String, String> sources) {
        this.sources = Map.copyOf(sources);
    }

    static TestSources read() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (var module : modules.toList()) {
                for (var file : javaFiles(module.resolve("src/test/java"))) {
                    sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        return new TestSources(sources);
    }

    /** Whether there is such a test: what stands between a method's name and the empty line above it holds its annotations. */
    boolean hold(NamedTest test) {
        var source = sources.getOrDefault(test.type(), "");
        int name = source.indexOf("void " + test.method() + "(");
        return name > 0
                && ANNOTATION
                        .matcher(source.substring(source.lastIndexOf("\n\n", name), name))
                        .find();
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
