package dev.iris.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CrowdTest {
    private static final Instant START = Instant.parse("2026-11-23T16:17:22.125Z");
    private static final Pattern SEGMENT = Pattern.compile("ualified\":\\[\"[12](\\d+)\"");

    @Test
    void badDestinationsStandEvenlyAmongHealthyOnes() {
        var crowd = Crowd.of(3, 1, 10, 2);

        assertThat(crowd.bad()).extracting(target -> target.destination().id()).containsExactly("3004", "3009");
        assertThat(crowd.healthy()).hasSize(8);
    }

    @Test
    void eachDestinationHasAnEventInItsTurn() {
        var crowd = Crowd.of(1, 1, 3, 1);

        assertThat(destinations(crowd, 7)).containsExactly("1000", "1001", "1002", "1000", "1001", "1002", "1000");
        assertThat(crowd.healthy()).extracting(Target::events).containsExactly(3L, 2L);
        assertThat(crowd.bad()).extracting(Target::events).containsExactly(2L);
    }

    @Test
    void fourOfFiveEventsAreTimed() {
        var crowd = Crowd.of(1, 1, 1, 0);

        var departure = crowd.next(10, START);

        assertThat(departure.events()).isEqualTo(10);
        assertThat(departure.samples()).hasSize(8);
        assertThat(departure.lines().toString().lines()).hasSize(10);
    }

    @Test
    void runsShareNoDestinationNoCredentialAndNoDevice() {
        var ids = new HashSet<String>();
        var credentials = new HashSet<String>();
        var devices = new HashSet<String>();
        for (int run = 1; run <= 2; run++) {
            var crowd = Crowd.of(run, 1, 4, 2);
            for (var destination : crowd.healthyDestinations()) {
                ids.add(destination.id());
                credentials.add(destination.credential());
            }
            devices.addAll(devices(crowd.next(8, START)));
        }

        assertThat(ids).hasSize(4);
        assertThat(credentials).hasSize(4);
        assertThat(devices).hasSize(16);
    }

    private static List<String> devices(Departure departure) {
        return departure
                .lines()
                .toString()
                .lines()
                .map(line -> line.split("\"", -1)[3])
                .toList();
    }

    private static List<String> destinations(Crowd crowd, int events) {
        var found = new ArrayList<String>();
        for (int i = 0; i < events; i++) {
            var matcher = SEGMENT.matcher(crowd.next(1, START.plusSeconds(i)).lines());
            assertThat(matcher.find()).isTrue();
            found.add(matcher.group(1));
        }
        return found;
    }
}
