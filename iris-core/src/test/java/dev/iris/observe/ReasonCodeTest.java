package dev.iris.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReasonCodeTest {
    @Test
    void everyReasonStandsInTheReferenceWithItsWordsAndWhatToDo() throws Exception {
        var rows = Arrays.stream(ReasonCode.values())
                .map(code -> "| `" + code.code() + "` | " + code.text() + " | " + code.action() + " |\n")
                .collect(Collectors.joining());
        assertThat(Files.readString(Path.of("../docs/reference/reasons.md"))).endsWith("|---|---|---|\n" + rows);
    }
}
