package dev.iris.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.iris.engine.EngineUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;

/** The open database with its column families; owns every native handle. Thread-safe. */
final class Store implements AutoCloseable {
    private static final long CACHE_BYTES = 256L << 20;
    private static final long WRITE_BUFFER_BYTES = 192L << 20;
    private static final long MAX_WAL_BYTES = 256L << 20;
    private static final long BYTES_PER_SYNC = 1L << 20;
    private static final int BLOOM_BITS = 10;

    /** Of what a memtable may take, for a filter by which a device that is new to it is told from one that is in it. */
    private static final double MEMTABLE_BLOOM_RATIO = 0.02;

    private static final byte[] FORMAT_KEY = "format".getBytes(US_ASCII);
    private static final byte[] FORMAT = "2".getBytes(US_ASCII);

    /** Before there were batches; what it holds is read as it is and written anew when it changes. */
    private static final byte[] FORMER = "1".getBytes(US_ASCII);

    /** Closed last to first. */
    private final List<AutoCloseable> handles;

    final RocksDB db;
    final ColumnFamilyHandle profile;
    final ColumnFamilyHandle pending;
    final ColumnFamilyHandle queue;
    final ColumnFamilyHandle meta;
    final ColumnFamilyHandle told;
    final ColumnFamilyHandle dead;
    final ColumnFamilyHandle changes;
    private final int profileNumber;
    private final int pendingNumber;
    private final IdentityHashMap<ColumnFamilyHandle, Integer> numbers = new IdentityHashMap<>();

    private Store(List<AutoCloseable> handles, RocksDB db, List<ColumnFamilyHandle> families) {
        this.handles = handles;
        this.db = db;
        this.profile = families.get(1);
        this.pending = families.get(2);
        this.queue = families.get(3);
        this.meta = families.get(4);
        this.told = families.get(5);
        this.dead = families.get(6);
        this.changes = families.get(7);
        families.forEach(family -> numbers.put(family, family.getID()));
        this.profileNumber = number(profile);
        this.pendingNumber = number(pending);
    }

    /**
     * Opens or makes the database in a folder.
     *
     * @throws EngineUnavailableException another process has it open, the folder cannot be written, or a newer version wrote it
     */
    static Store open(Path folder) {
        var handles = new ArrayList<AutoCloseable>();
        try {
            var place = DurableFolder.create(folder.resolve("store"));
            loadLibrary(folder);
            var store = open(place, handles);
            store.checkFormat();
            return store;
        } catch (RocksDBException | IOException e) {
            closeAll(handles);
            throw new EngineUnavailableException(explain(folder, e), e);
        }
    }

    byte @Nullable [] read(ColumnFamilyHandle family, byte[] key) {
        try {
            return db.get(family, key);
        } catch (RocksDBException e) {
            throw new EngineUnavailableException("the store cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether a column family of that number holds what is known of devices one by one: profiles, or pending rows. */
    boolean isOfDevices(int number) {
        return number == profileNumber || number == pendingNumber;
    }

    /** By which the log calls a column family. */
    int number(ColumnFamilyHandle family) {
        return Objects.requireNonNull(numbers.get(family), "of another store");
    }

    @Override
    public void close() {
        closeAll(handles);
    }

    private static Store open(Path folder, List<AutoCloseable> handles) throws RocksDBException {
        var cache = add(handles, new LRUCache(CACHE_BYTES));
        var buffers = add(handles, new WriteBufferManager(WRITE_BUFFER_BYTES, cache));
        var options = add(handles, databaseOptions(buffers));
        var familyOptions = add(handles, familyOptions(handles, cache));
        var descriptors = new ArrayList<ColumnFamilyDescriptor>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, familyOptions));
        for (var name : List.of("profile", "pending", "queue", "meta", "told", "dead", "changes")) {
            descriptors.add(new ColumnFamilyDescriptor(name.getBytes(US_ASCII), familyOptions));
        }
        var families = new ArrayList<ColumnFamilyHandle>();
        var db = RocksDB.open(options, folder.toString(), descriptors, families);
        handles.add(db);
        handles.addAll(families);
        return new Store(handles, db, families);
    }

    /**
     * A log that a power loss left torn, or with rubbish at its end, is read up to there: what was synced lies before. A mode that
     * takes only a clean cut would refuse to open.
     */
    private static DBOptions databaseOptions(WriteBufferManager buffers) {
        return new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setWriteBufferManager(buffers)
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setMaxTotalWalSize(MAX_WAL_BYTES)
                .setBytesPerSync(BYTES_PER_SYNC)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(3)
                .setMaxBackgroundJobs(2);
    }

    private static ColumnFamilyOptions familyOptions(List<AutoCloseable> handles, Cache cache) {
        var table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFilterPolicy(add(handles, new BloomFilter(BLOOM_BITS)));
        return new ColumnFamilyOptions()
                .setTableFormatConfig(table)
                .setMemtableWholeKeyFiltering(true)
                .setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM_RATIO)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION);
    }

    /** A fixed folder: a library unpacked to the temporary folder would stay there after every kill. */
    private static void loadLibrary(Path folder) throws IOException {
        var library = Files.createDirectories(folder.resolve("native"));
        NativeLibraryLoader.getInstance().loadLibrary(library.toString());
    }

    private void checkFormat() throws RocksDBException {
        var found = db.get(meta, FORMAT_KEY);
        if (found == null || Arrays.equals(found, FORMER)) {
            db.put(meta, FORMAT_KEY, FORMAT);
        } else if (!Arrays.equals(found, FORMAT)) {
            throw new RocksDBException("its format is " + new String(found, US_ASCII)
                    + ", made by a newer version (expected: " + new String(FORMAT, US_ASCII) + ")");
        }
    }

    private static String explain(Path folder, Exception e) {
        var message = String.valueOf(e.getMessage());
        if (message.contains("lock")) {
            return "the data folder " + folder + " is in use by another process; stop it or choose another folder";
        }
        return "the data folder " + folder + " cannot be opened: " + message;
    }

    private static <T extends AutoCloseable> T add(List<AutoCloseable> handles, T handle) {
        handles.add(handle);
        return handle;
    }

    private static void closeAll(List<AutoCloseable> handles) {
        for (var handle : handles.reversed()) {
            try {
                handle.close();
            } catch (Exception e) {
                throw new IllegalStateException("a native handle cannot be closed", e);
            }
        }
    }
}
