package dev.iris.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.Connected.Refused;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FirstAloneTest {
    private static final Refused REFUSED = Refused.because(EdgeFault.UNREACHABLE, "refused");

    private final Deadline deadline = Deadline.in(Duration.ofMinutes(1), () -> 0);

    @Test
    void whoFailsMakesWayForTheNext() throws InterruptedException {
        var firstAlone = new FirstAlone(true);

        assertThat(firstAlone.open(() -> REFUSED, deadline)).isEqualTo(REFUSED);
        assertThat(firstAlone.open(() -> REFUSED, deadline)).isEqualTo(REFUSED);
    }

    @Test
    void whoIsNotFirstWaitsNoLongerThanTheDeadline() throws InterruptedException {
        var firstAlone = new FirstAlone(true);
        var passed = Deadline.in(Duration.ZERO, () -> 0);

        var outer = firstAlone.open(() -> firstAlone.open(() -> REFUSED, passed), deadline);

        assertThat(outer).isEqualTo(Refused.because(EdgeFault.UNREACHABLE, "no connection was made in time"));
    }

    @Test
    void withoutSharingAllConnectAtOnce() throws InterruptedException {
        var firstAlone = new FirstAlone(false);
        var passed = Deadline.in(Duration.ZERO, () -> 0);

        assertThat(firstAlone.open(() -> firstAlone.open(() -> REFUSED, passed), deadline))
                .isEqualTo(REFUSED);
    }
}
