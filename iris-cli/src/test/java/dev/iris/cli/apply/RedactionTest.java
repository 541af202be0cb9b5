package dev.iris.cli.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private final Redaction redaction = new Redaction(
            Set.of("destinations[0].auth.basic", "destinations[0].headers.X-Key", "destinations[1].auth.resource[1]"),
            Set.of("long-secret-value", "long-secret", "", "x"));

    @Test
    void everyResolvedTextIsHiddenTheLongestFirst() {
        assertThat(redaction.hide("is long-secret-value, not long-secret")).isEqualTo("is ***, not ***");
    }

    @Test
    void evenAFragmentIsHiddenWhereAReferenceStood() {
        assertThat(redaction.hide("destinations[0].auth.basic", "begins with long-sec… (expected: y)"))
                .isEqualTo("begins with ***… (e***pected: y)");
        assertThat(redaction.hide("destinations[0].name", "begins with long-sec…"))
                .isEqualTo("begins with long-sec…");
    }

    @Test
    void aPlaceIsCoveredWithWhatIsAroundAndWithinIt() {
        assertThat(redaction.covers("destinations[0].headers.X-Key")).isTrue();
        assertThat(redaction.covers("destinations[0].headers")).isTrue();
        assertThat(redaction.covers("destinations[1].auth.resource")).isTrue();
        assertThat(redaction.covers("destinations[0].headers.X-Key-2")).isFalse();
        assertThat(redaction.covers("destinations[1].auth.basic")).isFalse();
    }
}
