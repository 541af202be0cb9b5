package dev.iris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is said of words of the command line that are no value. */
class UsageTest {
    private final StringWriter words = new StringWriter();

    @Test
    void aWordThatIsNoNumberIsRefusedInPlainWords() {
        assertThat(run("demo", "--seconds", "soon")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(words.toString()).isEqualTo("""
            iris: Invalid value for option '--seconds': 'soon' (expected: a whole number)
            See 'iris demo --help'.
            """);
    }

    @Test
    void aNumberThatIsTooLargeIsNone() {
        assertThat(run("import", "--max-errors", "99999999999999999999", "rows.csv"))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(words.toString()).contains("'99999999999999999999' (expected: a whole number)");
    }

    @Test
    void scopesAreNamedAsTheyAreTyped() {
        assertThat(run("tokens", "create", "--name", "n", "--scope", "root")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(words.toString()).contains("'root' (expected: admin, operate, read, ingest)");
    }

    @Test
    void choicesAreTakenInEveryCase() {
        assertThat(run("bench", "isolation", "--fault", "Token-Hang", "--pairs", "0"))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(words.toString()).contains("--pairs 0 (expected: 1 to 50)");
    }

    private int run(String... arguments) {
        var said = new PrintWriter(words, true);
        return Iris.run(new Surroundings(Map.of(), InputStream.nullInputStream(), said, said), arguments);
    }
}
