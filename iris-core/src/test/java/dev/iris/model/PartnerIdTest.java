package dev.iris.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartnerIdTest {
    private static final String PAIR = "\uD83D\uDE00";

    @ParameterizedTest
    @ValueSource(strings = {"4250948725049857", " ", "\u00E9\u4E2D", PAIR, "a" + PAIR + PAIR + "b", "\uE000", "\uFFFF"})
    void anyCharactersOfATextAreTaken(String uuid) {
        assertThat(id(uuid).uuid()).isEqualTo(uuid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "a\u0000",
                "\u007F",
                "a\u0085b",
                "\uD83D",
                "\uDE00",
                "a\uD83Db",
                "\uDE00\uD83D",
                PAIR + "\uDE00"
            })
    void controlCharactersAndLoneSurrogatesAreRefused(String uuid) {
        assertThatIllegalArgumentException().isThrownBy(() -> id(uuid)).withMessageContaining("control character");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257})
    void theLengthCountsCharactersNotTheirHalves(int length) {
        assertThat(id(PAIR.repeat(256)).uuid()).hasSize(512);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> id(PAIR.repeat(length)))
                .withMessageContaining("of " + length);
    }

    private static PartnerId id(String uuid) {
        return new PartnerId(new DataSourceId("12345"), uuid);
    }
}
