package dev.iris.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch adds to a pending update.
 *
 * @param number of the batch in whose history the device counts
 */
public record BatchPart(BatchNumber number, BatchContent content) {
    /** The part when the partner acknowledged entries of the device in real time. */
    public BatchPart acknowledging(List<UserEntry> entries) {
        return switch (content) {
            case BatchContent.Everything _ -> this;
            case BatchContent.OnlyChanges(Changes changes) ->
                new BatchPart(number, new BatchContent.OnlyChanges(changes.acknowledging(entries)));
        };
    }

    /** Whether it tells that the device is in any segment, under any of its ids, or under none where none is needed. */
    public boolean tellsAny(Profile profile, Route route) {
        var ids = profile.idsOf(route.userDpid());
        boolean isNameless = ids.isEmpty() && route.reach().withoutId();
        return profile.memberships().entrySet().stream()
                .filter(membership -> membership.getValue().active())
                .anyMatch(membership -> route.alias(membership.getKey())
                        .filter(alias -> ids.stream().anyMatch(id -> tells(membership.getKey(), id, alias))
                                || (isNameless && tells(membership.getKey(), null, alias)))
                        .isPresent());
    }

    /** Whether the batch tells that the device is in a segment, under one of its ids, or under none, and by that alias. */
    boolean tells(SegmentId segment, @Nullable PartnerId id, String alias) {
        return switch (content) {
            case BatchContent.Everything _ -> true;
            case BatchContent.OnlyChanges(Changes changes) -> changes.tell(segment, id, alias);
        };
    }
}
