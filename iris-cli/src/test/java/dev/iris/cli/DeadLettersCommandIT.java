package dev.iris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.engine.DeadLetter;
import dev.iris.engine.Settlement;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.DestinationNumber;
import dev.iris.model.SecretFiles;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import dev.iris.rocksdb.RocksEngine;
import dev.iris.server.control.ControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersCommandIT {
    private static final Instant DIED = Instant.parse("2026-11-23T16:00:00Z");

    @TempDir
    private Path folder;

    private LocalServer iris;

    /** A paused destination, so that what is replayed stays to be seen, and letters as couriers leave them. */
    @BeforeEach
    void start() throws IOException {
        try (var first = LocalServer.start(folder)) {
            first.api().put("/v1/destinations/423", LocalServer.json("""
                {'name':'one','clientId':'74323','userDpid':'12345','endpoint':'https://api.partner.com/segments',
                 'auth':{'tokenEndpoint':'https://api.partner.com/token','basic':'c2VjcmV0'},
                 'mappings':[{'segment':'A'}]}\
                """)).orFail();
            first.api().post("/v1/destinations/423/pause").orFail();
            for (int device = 1; device <= 3; device++) {
                first.api()
                        .post("/v1/events", LocalServer.json("""
                            {'device':'%d','time':'2026-11-23T15:00:00Z','qualified':['A'],
                             'ids':[{'dpid':'12345','uuid':'u%d'}]}\
                            """.formatted(device, device)))
                        .orFail();
            }
        }
        bury();
        iris = LocalServer.start(folder);
    }

    @AfterEach
    void close() {
        iris.close();
    }

    @Test
    void theListShowsWhatThePartnerDoesNotTake() {
        assertThat(run("list").lines())
                .containsExactly(
                        "DEVICE  PARTNER ID  SEGMENTS  REASON             GIVEN UP",
                        "1       u1          A=1 B=0   unexpected-status  2026-11-23T16:00:01Z",
                        "2       u2          A=1 B=0   unexpected-status  2026-11-23T16:00:02Z",
                        "3       u3          A=1 B=0   unexpected-status  2026-11-23T16:00:03Z");
        assertThat(run("list", "--json").out())
                .startsWith(
                        "{\"deadLetters\":[{\"device\":\"1\",\"partnerUuid\":\"u1\",\"segments\":[{\"segment\":\"A\"")
                .contains("(status 422)", "}],\"reason\"")
                .endsWith("\"diedAt\":\"2026-11-23T16:00:03Z\"}]}\n");
    }

    @Test
    void timesAndDevicesChoose() {
        assertThat(run("list", "--since", "2026-11-23T17:00:02+01:00", "--until", "2026-11-23T16:00:03Z")
                        .lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("2 ");
        assertThat(run("list", "--device", "7").lines()).hasSize(1);
        assertThat(run("list", "--device", "7", "--json").out()).isEqualTo("{\"deadLetters\":[]}\n");
    }

    @Test
    void replayedDevicesWaitAgain() {
        assertThat(run("replay", "--device", "2").out()).isEqualTo("destination 423: 1 replayed\n");
        assertThat(run("replay", "--json").out()).isEqualTo("{\"replayed\":2}\n");
        assertThat(iris.run("destinations", "show", "423").out()).contains("backlog: 3\n", "deadLetters: 0\n");
    }

    @Test
    void droppedLettersAreForgotten() {
        assertThat(run("drop", "--until", "2026-11-23T16:00:03Z").out()).isEqualTo("destination 423: 2 dropped\n");
        assertThat(run("drop", "--json").out()).isEqualTo("{\"dropped\":1}\n");
        assertThat(iris.run("destinations", "show", "423").out()).contains("backlog: 0\n", "deadLetters: 0\n");
    }

    @Test
    void whatIsWrongIsSaidInOneLine() {
        for (var act : new String[] {"list", "replay", "drop"}) {
            assertThat(iris.run("dead-letters", act, "--destination", "9").err())
                    .isEqualTo("iris: There is no such destination: There is no destination 9."
                            + " 'iris destinations list' lists them.\n");
            var wrong = run(act, "--since", "yesterday");
            assertThat(wrong.code()).isEqualTo(1);
            assertThat(wrong.err()).contains("since", "expected: RFC 3339").hasLineCount(1);
            assertThat(wrong.out()).isEmpty();
            var bare = iris.run("dead-letters", act);
            assertThat(bare.code()).isEqualTo(2);
            assertThat(bare.err()).contains("--destination");
        }
        assertThat(iris.run("dead-letters").code()).isEqualTo(2);
        assertThat(iris.run("dead-letters", "--help").out()).contains("list", "replay", "drop");
        assertThat(run("list").lines()).hasSize(4);
    }

    private LocalServer.Said run(String act, String... options) {
        var arguments = Stream.of(Stream.of("dead-letters", act, "--destination", "423"), Stream.of(options))
                .flatMap(Function.identity())
                .toArray(String[]::new);
        return iris.run(arguments);
    }

    /** Gives the devices that wait up, one a second. */
    private void bury() {
        var data = folder.resolve("data");
        try (var control = ControlPlane.open(data, SecretFiles.NONE, Clock.systemUTC(), _ -> {});
                var engine = RocksEngine.open(data, control.catalog(), Clock.systemUTC(), System::nanoTime)) {
            var number = control.list().getFirst().destination().number();
            engine.take(number, 10).forEach(taken -> bury(engine, number, taken));
        }
    }

    private static void bury(RocksEngine engine, DestinationNumber number, TakenUpdate taken) {
        var device = taken.profile().device();
        var entry = new UserEntry(
                device,
                "u" + device,
                List.of(),
                List.of(new SegmentStatus("A", true, DIED), new SegmentStatus("B", false, DIED)));
        var letter = new DeadLetter(
                entry,
                new Reason(ReasonCode.UNEXPECTED_STATUS, "status 422"),
                DIED,
                DIED.plusSeconds(Long.parseLong(device.value())));
        engine.settle(
                number,
                List.of(new Settlement(device, taken.version(), taken.update().zeros(), List.of(), List.of(letter))));
    }
}
