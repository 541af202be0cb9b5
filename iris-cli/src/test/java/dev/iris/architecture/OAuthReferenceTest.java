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
import org.junit.jupiter.api.Test;

/** The reference of the token engine names a test for each behaviour, and each test that it names is one. */
class OAuthReferenceTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("\\| A(\\d+) \\| [^|]+ \\| ([^|]+) \\|");

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
        var tests = TestSources.read();
        var missing = testsOfBehaviours().values().stream()
                .flatMap(List::stream)
                .filter(test -> !tests.hold(test))
                .toList();

        assertThat(missing).isEmpty();
    }

    private static Map<Integer, List<NamedTest>> testsOfBehaviours() throws IOException {
        Map<Integer, List<NamedTest>> behaviours = new TreeMap<>();
        for (var line : Files.readAllLines(ROOT.resolve("docs/reference/oauth.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                behaviours
                        .computeIfAbsent(Integer.valueOf(row.group(1)), _ -> new ArrayList<>())
                        .addAll(NamedTest.in(row.group(2)));
            }
        }
        return behaviours;
    }
}
