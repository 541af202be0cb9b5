package dev.iris.crash;

import java.util.Map;

/**
 * A destination as it is configured at a moment.
 *
 * @param epoch moves with every change of the mappings
 * @param aliases what the partner calls the mapped segments
 */
record Place(String id, String dataSource, int epoch, Map<String, String> aliases) {
    Place {
        aliases = Map.copyOf(aliases);
    }
}
