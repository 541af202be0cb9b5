/** Placeholder. */
@NullMarked
package dev.iris.rocksdb;

import org.jspecify.annotations.NullMarked;
