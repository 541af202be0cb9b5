package dev.iris.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every source file is as the one formatter writes it. Run with {@code -Diris.format=apply} to have them written so. */
class FormatTest {
    private static final boolean APPLY = "apply".equals(System.getProperty("iris.format"));

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    @Test
    void everySourceFileIsFormatted() throws Exception {
        var unformatted = new ArrayList<Path>();
        for (var file : sources()) {
            var text = Files.readString(file, UTF_8);
            var formatted = formatter.formatSourceAndFixImports(text);
            if (!formatted.equals(text)) {
                unformatted.add(file);
                if (APPLY) {
                    Files.writeString(file, formatted, UTF_8);
                }
            }
        }
        if (!APPLY) {
            assertThat(unformatted).isEmpty();
        }
    }

    private static List<Path> sources() throws IOException {
        var root = Path.of("").toAbsolutePath().getParent();
        try (var files = Files.find(
                root,
                20,
                (path, attributes) -> attributes.isRegularFile()
                        && path.toString().endsWith(".java")
                        && path.toString().contains("/src/"))) {
            var found = files.sorted().toList();
            assertThat(found).hasSizeGreaterThan(50);
            return found;
        }
    }
}
