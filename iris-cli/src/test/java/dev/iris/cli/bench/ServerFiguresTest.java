package dev.iris.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ServerFiguresTest {
    private static final String TEXT = """
        # HELP iris_users_delivered_total Users that the partner acknowledged.
        # TYPE iris_users_delivered_total counter
        iris_users_delivered_total{destination="42"} 7.0
        iris_users_delivered_total{destination="423"} 1.23456789E7
        iris_messages_delivered_total{destination="423"} 1234567.0
        iris_users_failed_total{destination="423"} 3.0
        iris_backlog_devices{destination="423"} 17.0
        """;

    @Test
    void theFiguresOfOneDestinationAreRead() {
        assertThat(ServerFigures.parse(TEXT, Set.of("423"))).isEqualTo(new ServerFigures(12_345_679, 1_234_567, 3, 17));
    }

    @Test
    void theFiguresOfSeveralAreAdded() {
        assertThat(ServerFigures.parse(TEXT, Set.of("42", "423", "4")))
                .isEqualTo(new ServerFigures(12_345_686, 1_234_567, 3, 17));
    }

    @Test
    void whatIsNotThereIsZero() {
        assertThat(ServerFigures.parse(TEXT, Set.of("999"))).isEqualTo(new ServerFigures(0, 0, 0, 0));
    }
}
