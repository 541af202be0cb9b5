package dev.iris.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartnerWordsTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "plain words, plain words",
                "<html><b>Not</b> here</html>, Not here",
                "key AKIAIOSFODNN7EXAMPLEKEY00, key ***",
                "see https://help.partner.example/errors/client, see https://help.partner.example/errors/client",
                "unsupported_grant_type_for_this_client, unsupported_grant_type_for_this_client",
                "say SeCrEt now, say *** now"
            })
    void wordsAreShownAndKeysAreNot(String text, String shown) {
        assertThat(PartnerWords.shown(text, List.of("secret"))).isEqualTo(shown);
    }

    @Test
    void linesControlsAndDirectionMarksBecomeOneSpace() {
        assertThat(PartnerWords.shown("a\r\n\t\u0000\u001B[31m\u202E\u2028b", List.of()))
                .isEqualTo("a [31m b");
    }

    @Test
    void twoHundredCharactersAreTheMost() {
        assertThat(PartnerWords.shown("word ".repeat(1_000), List.of()))
                .hasSize(200)
                .endsWith("…");
    }

    @Test
    void aSecretAtTheEndOfWhatIsReadIsHiddenToo() {
        for (int before = 4_080; before <= 4_120; before++) {
            var text = " ".repeat(before) + "opensesame" + " more".repeat(20);
            assertThat(PartnerWords.shown(text, List.of("opensesame", "more"))).doesNotContain("open", "sesame");
        }
    }

    @Test
    void aSecretThatIsCutIsHiddenWhole() {
        var text = " ".repeat(4_090) + "opensesame";

        assertThat(PartnerWords.shown(text, List.of("opensesame"))).isEqualTo("***");
    }
}
