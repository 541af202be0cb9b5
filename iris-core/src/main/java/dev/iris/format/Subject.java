package dev.iris.format;

import dev.iris.model.Contact;
import dev.iris.model.DataSourceId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A user of a message as templates see it. Confined to one rendering. */
final class Subject {
    private static final int RANDOM_BOUND = 1_000_000_000;
    private static final List<DataSourceId> EXPERIENCE_CLOUD =
            List.of(new DataSourceId("ECID"), new DataSourceId("MCID"));

    private final UserEntry entry;
    private final DataSourceId userDpid;
    private final Instant processTime;
    private final RandomGenerator source;
    private @Nullable Integer random;

    Subject(UserEntry entry, DataSourceId userDpid, Instant processTime, RandomGenerator source) {
        this.entry = entry;
        this.userDpid = userDpid;
        this.processTime = processTime;
        this.source = source;
    }

    String aamUuid() {
        return entry.device().value();
    }

    @Nullable
    String dpUuid() {
        return entry.partnerUuid().isEmpty() ? null : entry.partnerUuid();
    }

    /** The id of a data source; of the partner's own the one that the entry is for. */
    @Nullable
    String idOf(String dataSource) {
        return dataSource.equals(userDpid.value()) ? dpUuid() : known(dataSource);
    }

    /** The Experience Cloud ID, if an id of a data source of that name was told. */
    @Nullable
    String experienceCloudId() {
        var ids = entry.facts().ids();
        return EXPERIENCE_CLOUD.stream()
                .filter(ids::containsKey)
                .findFirst()
                .map(ids::get)
                .orElse(null);
    }

    List<SegmentStatus> segments(boolean active) {
        return entry.segments().stream()
                .filter(segment -> segment.active() == active)
                .toList();
    }

    List<String> ofSegments(boolean active, Function<SegmentStatus, String> fact) {
        return segments(active).stream().map(fact).toList();
    }

    List<String> regions() {
        return entry.regions().stream().map(region -> region.value()).toList();
    }

    Contact contact() {
        return entry.facts().contact();
    }

    /** Unix seconds. */
    long timestamp() {
        var at = contact().at();
        return (at == null ? processTime : at).getEpochSecond();
    }

    /** The same for all places of one message. */
    int random() {
        if (random == null) {
            random = source.nextInt(RANDOM_BOUND);
        }
        return random;
    }

    private @Nullable String known(String dataSource) {
        return DataSourceId.find(dataSource).map(entry.facts().ids()::get).orElse(null);
    }
}
