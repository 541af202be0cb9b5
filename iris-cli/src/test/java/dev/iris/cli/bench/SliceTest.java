package dev.iris.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class SliceTest {
    @Test
    void slicesShareThePoolWithoutOverlap() {
        var devices = new ArrayList<Integer>();
        for (int first = 0; first < 3; first++) {
            var slice = new Slice(first, 3, 10);
            for (int i = 0; i < slice.size(); i++) {
                devices.add(slice.deviceAt(i));
            }
        }

        assertThat(devices).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void itGoesRoundAndCountsTheEventsOfEachDevice() {
        var slice = new Slice(1, 2, 5);
        assertThat(slice.device()).isEqualTo(1);
        slice.next();
        assertThat(slice.device()).isEqualTo(3);
        slice.next();
        assertThat(slice.device()).isEqualTo(1);
        assertThat(slice.eventsBefore()).isEqualTo(1);
        slice.next();

        assertThat(slice.eventsOf(0)).isEqualTo(2);
        assertThat(slice.eventsOf(1)).isEqualTo(1);
    }
}
