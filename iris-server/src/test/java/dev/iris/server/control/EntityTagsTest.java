package dev.iris.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "1-1"          | true
        *              | true
        "2-1", "1-1"   | true
        "1-2"          | false
        1-1            | false
        W/"1-1"        | false
        ''             | false
        """, quoteCharacter = '\'')
    void onlyTheTagThatTheDestinationHasMeansIt(String header, boolean meant) {
        assertThat(EntityTags.meant(Optional.of(header), "\"1-1\"")).isEqualTo(meant);
    }

    @Test
    void withoutTheHeaderAnyDestinationIsMeant() {
        assertThat(EntityTags.meant(Optional.empty(), "\"1-1\"")).isTrue();
        assertThat(EntityTags.meant(Optional.empty(), "")).isTrue();
    }

    @Test
    void theHeaderNeverMeansADestinationThatIsNotThere() {
        assertThat(EntityTags.meant(Optional.of("*"), "")).isFalse();
        assertThat(EntityTags.meant(Optional.of(""), "")).isFalse();
    }
}
