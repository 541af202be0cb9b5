package dev.iris.crash;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * All devices and destinations of a run. Whoever posts events of a device holds {@link #telling}; mappings change and accounts are made
 * under {@link #deciding}, so it is always known by which mappings an event was judged. Guarded by these two.
 */
final class Board {
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final List<DeviceBook> books = new ArrayList<>();
    private final Map<String, Place> places = new TreeMap<>();
    private final Map<String, Set<String>> everAliases = new HashMap<>();
    private int epoch;

    Lock telling() {
        return lock.readLock();
    }

    Lock deciding() {
        return lock.writeLock();
    }

    void add(DeviceBook book) {
        books.add(book);
    }

    List<DeviceBook> books() {
        return books;
    }

    Collection<Place> places() {
        return places.values();
    }

    Optional<Place> find(String destination) {
        return Optional.ofNullable(places.get(destination));
    }

    /** The destination is there with these mappings. */
    void configured(String destination, String dataSource, Map<String, String> aliases) {
        everAliases.computeIfAbsent(destination, _ -> new HashSet<>()).addAll(aliases.values());
        var before = places.get(destination);
        if (before != null && before.aliases().equals(aliases)) {
            return;
        }
        var after = new Place(destination, dataSource, ++epoch, aliases);
        var from = before == null ? new Place(destination, dataSource, 0, Map.of()) : before;
        books.forEach(book -> book.remapped(from, after));
        places.put(destination, after);
    }

    /** The destination is not there. */
    void gone(String destination) {
        var before = places.remove(destination);
        if (before != null) {
            books.forEach(book -> book.without(before));
        }
    }

    /** Whether the destination was ever to use that alias. */
    boolean knowsAlias(String destination, String alias) {
        return everAliases.getOrDefault(destination, Set.of()).contains(alias);
    }
}
