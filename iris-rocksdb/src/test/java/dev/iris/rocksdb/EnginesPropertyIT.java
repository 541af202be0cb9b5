package dev.iris.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.engine.Backlog;
import dev.iris.engine.Engine;
import dev.iris.engine.LetterSearch;
import dev.iris.engine.Settlement;
import dev.iris.model.Catalog;
import dev.iris.model.Destination;
import dev.iris.model.DestinationNumber;
import dev.iris.model.QualificationEvent;
import dev.iris.rocksdb.EnginePair.Flight;
import dev.iris.testkit.engine.Examples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is done to an engine on RocksDB, it shows the same as the engine in memory to which the same is done.
 * {@code -Diris.engines.seeds=N} tries more seeds.
 */
class EnginesPropertyIT {
    private static final int STEPS = 400;

    private final List<Flight> flights = new ArrayList<>();
    private final List<Flight> landed = new ArrayList<>();
    private List<Destination> destinations = List.of();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("iris.engines.seeds", 8));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bothShowTheSameAfterEachStep(long seed, @TempDir Path folder) throws Exception {
        var choice = new RandomChoice(seed);
        for (int i = 0; i < 4; i++) {
            destinations = choice.change(destinations);
        }
        try (var pair = new EnginePair(folder, catalog())) {
            for (int step = 0; step < STEPS; step++) {
                var did = act(choice, pair);
                pair.barrier();
                pair.assertAlike(seed + ", step " + step + ", after " + did);
            }
            drain(pair);
        }
    }

    /** Says what it did. */
    private String act(RandomChoice choice, EnginePair pair) throws InterruptedException {
        int kind = choice.below(100);
        if (kind < 34) {
            var events = choice.events(pair.now());
            boolean offline = choice.once(3);
            pair.both(engine -> accept(engine, events, offline));
            return (offline ? "accept offline " : "accept ") + events;
        }
        if (kind < 48) {
            return take(choice, pair);
        }
        if (kind < 62) {
            return settle(choice, pair);
        }
        if (kind < 67) {
            return release(choice, pair);
        }
        if (kind < 73) {
            var time = choice.once(10) ? Duration.ofDays(4) : Duration.ofSeconds(choice.below(4));
            pair.pass(time);
            return "pass " + time;
        }
        if (kind < 78) {
            return endLetters(choice, pair);
        }
        if (kind < 96) {
            return batch(choice, pair);
        }
        destinations = choice.once(2) ? choice.change(destinations) : destinations;
        return choice.once(2) ? adopt(pair) : reopen(pair);
    }

    private static void accept(Engine engine, List<QualificationEvent> events, boolean offline) {
        if (offline) {
            engine.acceptOffline(events);
        } else {
            engine.accept(events);
        }
    }

    private String take(RandomChoice choice, EnginePair pair) throws InterruptedException {
        var destination = choice.destination();
        int limit = 1 + choice.below(5);
        int ready = pair.inMemory().awaitDue(destination, limit, Duration.ZERO);
        assertThat(pair.onRocks().awaitDue(destination, limit, Duration.ZERO)).isEqualTo(ready);
        var taken = pair.take(destination, limit);
        assertThat(taken).hasSize(ready);
        flights.addAll(taken);
        return "take " + limit + " of " + destination;
    }

    /** Ends some flights of a destination, now and then one a second time. */
    private String settle(RandomChoice choice, EnginePair pair) {
        var destination = choice.destination();
        var ending = new ArrayList<>(choice.some(of(flights, destination)));
        flights.removeAll(ending);
        landed.addAll(ending);
        if (choice.once(3)) {
            ending.addAll(choice.some(of(landed, destination)));
        }
        var ends = new ArrayList<Settlement>();
        ending.forEach(flight -> ends.add(choice.settlement(flight.inPlain(), pair.now())));
        pair.settle(destination, ending, ends);
        return "settle " + ends + " of " + destination;
    }

    private String release(RandomChoice choice, EnginePair pair) {
        var destination = choice.destination();
        var ending = choice.some(of(flights, destination));
        flights.removeAll(ending);
        landed.addAll(ending);
        var devices = new ArrayList<>(ending.stream().map(Flight::device).toList());
        devices.add(choice.device());
        var rest = choice.rest();
        pair.both(engine -> engine.release(destination, devices, rest));
        flights.removeIf(flight -> flight.destination().equals(destination) && devices.contains(flight.device()));
        return "release " + devices + " of " + destination + " for " + rest;
    }

    private static String endLetters(RandomChoice choice, EnginePair pair) {
        var destination = choice.destination();
        var search = choice.search(pair.now());
        int limit = 1 + choice.below(5);
        pair.agreed(engine -> EnginePair.letters(engine, destination, search, limit));
        boolean replay = choice.once(2);
        pair.agreed(
                engine -> replay ? engine.replayLetters(destination, search) : engine.dropLetters(destination, search));
        return (replay ? "replay " : "drop ") + search + " of " + destination;
    }

    private static String batch(RandomChoice choice, EnginePair pair) {
        var destination = choice.destination();
        if (choice.once(3)) {
            boolean full = choice.once(3);
            pair.agreed(engine -> EnginePair.batches(engine).beginBatch(destination, full, pair.now()));
            return (full ? "begin a full batch of " : "begin a batch of ") + destination;
        }
        int limit = 1 + choice.below(12);
        pair.agreed(engine -> EnginePair.batches(engine).refillBatch(destination, limit));
        return "refill " + limit + " of " + destination;
    }

    private String adopt(EnginePair pair) {
        pair.both(engine -> engine.adopt(catalog()));
        return "adopt " + destinations;
    }

    private String reopen(EnginePair pair) {
        pair.reopen(catalog());
        landed.addAll(flights);
        flights.clear();
        return "reopen with " + destinations;
    }

    /** Makes due, takes and acknowledges whatever there is; then nothing waits and no batch runs. */
    private void drain(EnginePair pair) {
        pair.reopen(catalog());
        for (var destination : RandomChoice.DESTINATIONS) {
            pair.both(engine -> engine.replayLetters(destination, LetterSearch.ALL));
            acknowledgeAll(pair, destination);
            pair.agreed(engine -> EnginePair.batches(engine).refillBatch(destination, 1_000));
            acknowledgeAll(pair, destination);
            assertThat(pair.inMemory().backlog(destination)).isEqualTo(Backlog.EMPTY);
            assertThat(EnginePair.batches(pair.inMemory()).standing(destination).findRunning())
                    .isEmpty();
        }
        pair.assertAlike("the end");
    }

    private static void acknowledgeAll(EnginePair pair, DestinationNumber destination) {
        var taken = pair.take(destination, 100);
        pair.settle(
                destination,
                taken,
                taken.stream().map(EnginesPropertyIT::acknowledged).toList());
        pair.barrier();
    }

    private static Settlement acknowledged(Flight flight) {
        return new Settlement(
                flight.device(),
                flight.inPlain().version(),
                flight.inPlain().update().zeros(),
                List.of());
    }

    private static List<Flight> of(List<Flight> flights, DestinationNumber destination) {
        return flights.stream()
                .filter(flight -> flight.destination().equals(destination))
                .toList();
    }

    private Catalog catalog() {
        return Examples.catalog(destinations);
    }
}
