package dev.iris.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {
    @Test
    void whatMeansSomethingToABrowserIsEscaped() {
        assertThat(Html.escape("<a href=\"x\" title='y'>&amp;\uD83D\uDE00</a>"))
                .isEqualTo("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;\uD83D\uDE00&lt;/a&gt;");
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0 s", "PT59.9S, 59 s", "PT1M, 1 min 0 s", "PT3H5M9S, 3 h 5 min", "P2DT1H, 2 d 1 h"})
    void aDurationIsShownInItsLargestUnits(Duration duration, String text) {
        assertThat(Html.duration(duration)).isEqualTo(text);
    }

    @Test
    void aCountHasItsThousandsApart() {
        assertThat(Html.count(1_234_567)).isEqualTo("1,234,567");
    }
}
