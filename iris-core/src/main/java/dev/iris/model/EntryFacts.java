package dev.iris.model;

import java.util.Map;

/**
 * What a template may say of a device besides its entry.
 *
 * @param ids one partner id of each data source, the one verified last
 */
public record EntryFacts(Contact contact, Map<DataSourceId, String> ids) {
    /** Nothing. */
    public static final EntryFacts NONE = new EntryFacts(Contact.NONE, Map.of());

    public EntryFacts {
        ids = Map.copyOf(ids);
    }

    /** The facts of a device. */
    public static EntryFacts of(Profile profile) {
        return new EntryFacts(profile.contact(), profile.newestIds());
    }
}
