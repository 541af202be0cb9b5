package dev.iris.rocksdb;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of what is below the engine: a store of its own, open while a test runs. */
abstract class StoreFolder {
    @TempDir
    private Path folder;

    Store store;

    @BeforeEach
    void open() {
        store = Store.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }
}
