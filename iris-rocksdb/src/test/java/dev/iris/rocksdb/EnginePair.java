package dev.iris.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.engine.BatchChanges;
import dev.iris.engine.DeadLetter;
import dev.iris.engine.Engine;
import dev.iris.engine.LetterSearch;
import dev.iris.engine.Settlement;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.Catalog;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.QualificationEvent;
import dev.iris.testkit.ManualTicker;
import dev.iris.testkit.engine.Examples;
import dev.iris.testkit.engine.Memory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** An engine on RocksDB and one in memory that are told the same and must show the same. Confined. */
final class EnginePair implements AutoCloseable {
    private final Path folder;
    private final Memory memory = new Memory();
    private final ManualTicker ticker = new ManualTicker();
    private final VersionNames versions = new VersionNames();
    private Instant now = Examples.START;
    private Engine rocks;
    private Engine plain;

    /** One flight, as each of the two engines knows it. */
    record Flight(DestinationNumber destination, TakenUpdate inRocks, TakenUpdate inPlain) {
        DeviceId device() {
            return inPlain.profile().device();
        }
    }

    EnginePair(Path folder, Catalog catalog) {
        this.folder = folder;
        this.rocks = RocksEngine.open(folder, catalog, () -> now, ticker);
        this.plain = memory.open(catalog, () -> now, ticker);
    }

    Instant now() {
        return now;
    }

    Engine onRocks() {
        return rocks;
    }

    Engine inMemory() {
        return plain;
    }

    void pass(Duration time) {
        now = now.plus(time);
        ticker.advance(time);
    }

    void reopen(Catalog catalog) {
        close();
        rocks = RocksEngine.open(folder, catalog, () -> now, ticker);
        plain = memory.open(catalog, () -> now, ticker);
    }

    void both(Consumer<Engine> action) {
        action.accept(rocks);
        action.accept(plain);
    }

    /** What both say alike. */
    <T> T agreed(Function<Engine, T> question) {
        var answer = question.apply(plain);
        assertThat(question.apply(rocks)).isEqualTo(answer);
        return answer;
    }

    List<Flight> take(DestinationNumber destination, int limit) {
        var fromRocks = rocks.take(destination, limit);
        var fromPlain = plain.take(destination, limit);
        assertThat(fromRocks).extracting(TakenUpdate::profile).isEqualTo(profiles(fromPlain));
        assertThat(fromRocks).extracting(TakenUpdate::update).isEqualTo(updates(fromPlain));
        var flights = new ArrayList<Flight>();
        for (int i = 0; i < fromPlain.size(); i++) {
            var flight = new Flight(destination, fromRocks.get(i), fromPlain.get(i));
            versions.check(flight);
            flights.add(flight);
        }
        return flights;
    }

    /** Ends flights; each end is made for the version that the engine gave. */
    void settle(DestinationNumber destination, List<Flight> flights, List<Settlement> ends) {
        var inRocks = new ArrayList<Settlement>();
        for (int i = 0; i < ends.size(); i++) {
            var end = ends.get(i);
            inRocks.add(new Settlement(
                    end.device(), flights.get(i).inRocks().version(), end.discharged(), end.told(), end.letters()));
        }
        rocks.settle(destination, inRocks);
        plain.settle(destination, ends);
    }

    /** What was given to RocksDB takes effect before a later event is durable. */
    void barrier() {
        var event = QualificationEvent.sighting(RandomChoice.BYSTANDER, now);
        both(engine -> engine.accept(List.of(event)));
    }

    void assertAlike(String when) {
        var onRocks = view(rocks);
        var inMemory = view(plain);
        inMemory.forEach((what, value) ->
                assertThat(onRocks.get(what)).as(when + ": " + what).isEqualTo(value));
    }

    @Override
    public void close() {
        rocks.close();
        plain.close();
    }

    static BatchChanges batches(Engine engine) {
        return (BatchChanges) engine;
    }

    /** Everything that an engine shows. */
    private static Map<String, Object> view(Engine engine) {
        var view = new TreeMap<String, Object>();
        for (var device : RandomChoice.DEVICES) {
            view.put("profile of " + device, engine.findProfile(device));
        }
        for (var destination : RandomChoice.DESTINATIONS) {
            view.put("backlog of " + destination, engine.backlog(destination));
            view.put("number of letters of " + destination, engine.countLetters(destination));
            view.put("standing of " + destination, batches(engine).standing(destination));
            view.put("batches of " + destination, batches(engine).listBatches(destination));
            view.put("letters of " + destination, letters(engine, destination, LetterSearch.ALL, 1_000));
            for (var device : RandomChoice.DEVICES) {
                view.put("pending " + destination + " " + device, engine.findPending(destination, device));
                view.put("told " + destination + " " + device, engine.findTold(destination, device));
            }
        }
        return view;
    }

    /** Letters by pages. */
    static List<DeadLetter> letters(Engine engine, DestinationNumber destination, LetterSearch search, int limit) {
        var letters = new ArrayList<DeadLetter>();
        var after = "";
        do {
            var page = engine.listLetters(destination, search, after, limit);
            assertThat(page.letters()).hasSizeLessThanOrEqualTo(limit);
            letters.addAll(page.letters());
            after = page.next();
        } while (!after.isEmpty());
        return letters;
    }

    private static List<Object> profiles(List<TakenUpdate> taken) {
        return taken.stream().<Object>map(TakenUpdate::profile).toList();
    }

    private static List<Object> updates(List<TakenUpdate> taken) {
        return taken.stream().<Object>map(TakenUpdate::update).toList();
    }

    /** The engines number differently, but what is one state of a row to the one is one state to the other. Confined. */
    private static final class VersionNames {
        private final Map<State, Long> plainByRocks = new HashMap<>();
        private final Map<State, Long> rocksByPlain = new HashMap<>();

        private record State(DestinationNumber destination, DeviceId device, long version) {}

        void check(Flight flight) {
            long rocks = flight.inRocks().version();
            long plain = flight.inPlain().version();
            var inRocks = new State(flight.destination(), flight.device(), rocks);
            var inPlain = new State(flight.destination(), flight.device(), plain);
            assertThat(plainByRocks.computeIfAbsent(inRocks, _ -> plain)).isEqualTo(plain);
            assertThat(rocksByPlain.computeIfAbsent(inPlain, _ -> rocks)).isEqualTo(rocks);
        }
    }
}
