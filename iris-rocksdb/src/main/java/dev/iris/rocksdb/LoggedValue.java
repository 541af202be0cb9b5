package dev.iris.rocksdb;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a record says of its key.
 *
 * @param value what it puts there; null when it deletes what was
 */
record LoggedValue(@Nullable ByteReader value) {
    static final LoggedValue NONE = new LoggedValue(null);

    Optional<ByteReader> findValue() {
        return Optional.ofNullable(value);
    }
}
