package dev.iris.publish;

import java.util.HashMap;
import java.util.Map;

/** A map that is copied when it is about to change, and not before. Confined. */
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

    /** The map to change. */
    Map<K, V> own() {
        if (!copied) {
            map = new HashMap<>(map);
            copied = true;
        }
        return map;
    }
}
