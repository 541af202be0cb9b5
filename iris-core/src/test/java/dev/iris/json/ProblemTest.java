package dev.iris.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemTest {
    @Test
    void aProblemIsOneLineWithoutControlCharacters() {
        assertThat(new Problem("a\n\u001Bb", "is \u0085wrong\u009B")).hasToString("a??b: is ?wrong?");
        assertThat(new Problem("", "is ü")).hasToString("is ü");
    }
}
