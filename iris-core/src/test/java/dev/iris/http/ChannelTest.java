package dev.iris.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {
    @Test
    void channelsOfTwoOwnersDiffer() {
        assertThat(Channel.of("#1", 4)).isEqualTo(Channel.of("#1", 4)).isNotEqualTo(Channel.of("#2", 4));
    }

    @Test
    void channelsOfOneOwnerDifferByEverySetting() {
        var channel = Channel.of("#1", 4);

        assertThat(channel).isNotEqualTo(Channel.of("#1", 5)).isNotEqualTo(channel.withHttp2());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 513})
    void connectionsOutOfRangeAreRefused(int connections) {
        assertThatThrownBy(() -> Channel.of("#1", connections))
                .hasMessage("mostConnections " + connections + " (expected: 1 to 512)");
    }
}
