package dev.iris.model;

/**
 * The id that a device has in a data source (DataPartner_UUID).
 *
 * @param uuid 1 to 256 characters of well-formed Unicode without control characters
 */
public record PartnerId(DataSourceId dataSource, String uuid) implements Comparable<PartnerId> {
    public PartnerId {
        uuid = Checks.line("partner id", uuid, 256);
    }

    @Override
    public int compareTo(PartnerId other) {
        int bySource = dataSource.compareTo(other.dataSource);
        return bySource != 0 ? bySource : uuid.compareTo(other.uuid);
    }
}
