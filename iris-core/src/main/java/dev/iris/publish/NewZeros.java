package dev.iris.publish;

import dev.iris.model.OwedZero;
import dev.iris.model.OwedZeros;
import dev.iris.model.PartnerId;
import dev.iris.model.Profile;
import dev.iris.model.Route;
import dev.iris.model.SegmentId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the zeros that come to be by what one event changes. Confined to one event and route. */
final class NewZeros {
    private final Profile before;
    private final Profile after;
    private final Route route;
    private final Map<OwedZero, Instant> times = new HashMap<>();

    private NewZeros(Profile before, Profile after, Route route) {
        this.before = before;
        this.after = after;
        this.route = route;
    }

    static OwedZeros of(Profile before, Profile after, ProfileChange change, Instant eventTime, Route route) {
        if (change.left().isEmpty() && change.lost().isEmpty()) {
            return OwedZeros.NONE;
        }
        var zeros = new NewZeros(before, after, route);
        change.left().forEach(zeros::oweAll);
        change.lost().forEach(id -> zeros.lose(id, eventTime));
        return new OwedZeros(zeros.times);
    }

    /** Under every id of the device, or under none while it has none. */
    private void oweAll(SegmentId segment, Instant time) {
        var ids = after.idsOf(route.userDpid());
        if (ids.isEmpty()) {
            owe(segment, null, time);
        }
        ids.forEach(id -> owe(segment, id, after.dateTime(id, time)));
    }

    /** An id that is removed gets 0 for what it had, not older than the 1 that the partner may hold. */
    private void lose(PartnerId id, Instant time) {
        if (!id.dataSource().equals(route.userDpid())) {
            return;
        }
        before.memberships().forEach((segment, membership) -> {
            if (membership.active()) {
                owe(segment, id, membership.time().isAfter(time) ? membership.time() : time);
            }
        });
    }

    private void owe(SegmentId segment, @Nullable PartnerId id, Instant time) {
        if (route.maps(segment)) {
            times.merge(new OwedZero(segment, id), time, (one, other) -> one.isAfter(other) ? one : other);
        }
    }
}
