/** The embedded engine: profiles and outboxes in one RocksDB, kept by one committer; the only place that names RocksDB. */
@NullMarked
package dev.iris.rocksdb;

import org.jspecify.annotations.NullMarked;
