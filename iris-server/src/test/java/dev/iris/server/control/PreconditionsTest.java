package dev.iris.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionsTest {
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
        assertThat(Preconditions.matching(header).hold("\"1-1\"")).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "1-1"          | false
        W/"1-1"        | false
        *              | false
        "2-1", "1-1"   | false
        "1-2"          | true
        ''             | true
        """, quoteCharacter = '\'')
    void aTagThatIsToBeNoneIsNotThatOfTheDestination(String header, boolean meant) {
        assertThat(new Preconditions(null, header).hold("\"1-1\"")).isEqualTo(meant);
        assertThat(new Preconditions(null, header).hold("")).isTrue();
    }

    @Test
    void withoutHeadersAnyDestinationIsMeant() {
        assertThat(Preconditions.NONE.hold("\"1-1\"")).isTrue();
        assertThat(Preconditions.NONE.hold("")).isTrue();
    }

    @Test
    void aTagNeverMeansADestinationThatIsNotThere() {
        assertThat(Preconditions.matching("*").hold("")).isFalse();
        assertThat(Preconditions.matching("").hold("")).isFalse();
    }
}
