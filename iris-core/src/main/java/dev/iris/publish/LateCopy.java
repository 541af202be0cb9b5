package dev.iris.publish;

import java.util.HashMap;
import java.util.Map;

/** An immutable map that is copied when it is about to change, and not before. Confined. */
final class LateCopy<K, V> {
    private Map<K, V> map;
    private boolean copied;

    LateCopy(Map<K, V> original) {
        this.map = original;
    }

    /** The map to look into. */
    Map<K, V> now() {
        return map;
    }

    /** Most maps hold one entry at most: no copy is made for that one. */
    void put(K key, V value) {
        boolean isAlone = map.isEmpty() || (map.size() == 1 && map.containsKey(key));
        if (isAlone && !copied) {
            map = Map.of(key, value);
        } else {
            own().put(key, value);
        }
    }

    /** The map to change. */
    Map<K, V> own() {
        if (!copied) {
            map = new HashMap<>(map);
            copied = true;
        }
        return map;
    }
}
