package dev.iris.engine;

import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;

/**
 * A device in flight.
 *
 * @param profile the device as it is now
 * @param update what its destination is owed
 * @param version names this state of the row; never used twice
 */
public record TakenUpdate(Profile profile, PendingUpdate update, long version) {}
