package dev.iris.rocksdb;

import static dev.iris.testkit.engine.Examples.ONE;
import static dev.iris.testkit.engine.Examples.START;
import static dev.iris.testkit.engine.Examples.catalog;
import static dev.iris.testkit.engine.Examples.event;
import static dev.iris.testkit.engine.Examples.qualifies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iris.engine.EngineUnavailableException;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.Catalog;
import dev.iris.model.DestinationNumber;
import dev.iris.testkit.engine.Examples;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksEngineIT {
    @TempDir
    private Path folder;

    private RocksEngine engine;

    @BeforeEach
    void open() {
        engine = reopened(catalog(1, 2));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void goesOnBehindTheRememberedHeadWhenItIsOpenedAgainEmpty() {
        int many = 12_000;
        engine.accept(IntStream.range(0, many)
                .mapToObj(i -> qualifies("" + i, "A", 0))
                .toList());
        for (var taken = engine.take(ONE, 1_000); !taken.isEmpty(); taken = engine.take(ONE, 1_000)) {
            acknowledge(ONE, taken);
            barrier();
        }
        engine.close();
        engine = reopened(catalog(1, 2));
        engine.accept(List.of(qualifies("99999", "A", 0)));
        engine.close();
        engine = reopened(catalog(1, 2));
        assertThat(devices(engine.take(ONE, 10))).containsExactly("99999");
    }

    @Test
    void refusesAFolderThatIsInUse() {
        assertThatThrownBy(() -> reopened(catalog(1)))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("in use by another process");
    }

    @Test
    void tellsThatItIsInTroubleWhenItHasNoMemoryForAWrite() {
        engine.close();
        InstantSource failing = () -> {
            throw new OutOfMemoryError("Java heap space");
        };
        engine = RocksEngine.open(folder, catalog(1), failing, System::nanoTime);
        assertThatThrownBy(() -> engine.accept(List.of(qualifies("1", "A", 0))))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessage("the store cannot be written: Java heap space");
        assertThat(engine.findTrouble()).hasValue("the store cannot be written: Java heap space");
    }

    private void acknowledge(DestinationNumber destination, List<TakenUpdate> taken) {
        engine.settle(destination, Examples.acknowledged(taken));
    }

    /** What was asked of the engine before takes effect before a later event is durable. */
    private void barrier() {
        engine.accept(List.of(event("424242", 0, Set.of("unmapped"), Set.of(), Set.of())));
    }

    private RocksEngine reopened(Catalog catalog) {
        return RocksEngine.open(folder, catalog, InstantSource.fixed(START), System::nanoTime);
    }

    private static List<String> devices(List<TakenUpdate> taken) {
        return taken.stream().map(t -> t.profile().device().value()).toList();
    }
}
