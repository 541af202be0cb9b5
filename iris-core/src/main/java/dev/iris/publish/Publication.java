package dev.iris.publish;

import dev.iris.model.Changes;
import dev.iris.model.DestinationNumber;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import java.util.Map;

/**
 * What one event comes to.
 *
 * @param profile the device after the event
 * @param profileChanged whether the profile is to be written
 * @param updates rows to be written, by destination
 * @param rules which rule sent, by destination; a destination with a row that is only dormant has none
 * @param changes what a batch is to carry, by destination; only of those that get batches
 * @param evicted memberships, ids and regions that gave way because the profile was full
 */
public record Publication(
        Profile profile,
        boolean profileChanged,
        Map<DestinationNumber, PendingUpdate> updates,
        Map<DestinationNumber, Rule> rules,
        Map<DestinationNumber, Changes> changes,
        int evicted) {
    public Publication {
        updates = Map.copyOf(updates);
        rules = Map.copyOf(rules);
        changes = Map.copyOf(changes);
    }
}
