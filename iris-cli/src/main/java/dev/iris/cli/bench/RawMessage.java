package dev.iris.cli.bench;

import dev.iris.format.StandardFormat;
import dev.iris.model.DataSourceId;
import dev.iris.model.DestinationId;
import dev.iris.model.DeviceId;
import dev.iris.model.Message;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A message as those of the load, for the raw runs to send over and over. */
final class RawMessage {
    static final String CLIENT = "74323";

    /** As long as the load's, and another, so that the partner's books keep the two apart. */
    private static final DestinationId DESTINATION = new DestinationId(999);

    private RawMessage() {}

    /** Its bytes; the users have one segment and two by turns, as in the load. */
    static byte[] of(int users, Instant time) {
        var entries = new ArrayList<UserEntry>(users);
        for (int i = 0; i < users; i++) {
            entries.add(user(i, time));
        }
        return StandardFormat.render(
                new Message(time, new DataSourceId(Audience.DATA_SOURCE), CLIENT, DESTINATION, entries));
    }

    private static UserEntry user(int number, Instant time) {
        var device = new Audience(number, SegmentPair.SAMPLE).pooled(number);
        var first = new SegmentStatus(SegmentPair.SAMPLE.first(), true, time);
        var second = new SegmentStatus(SegmentPair.SAMPLE.second(), number % 4 != 1, time);
        return new UserEntry(
                new DeviceId(device),
                Audience.partnerId(device),
                List.of(new RegionId("7")),
                number % 2 == 0 ? List.of(first) : List.of(first, second));
    }
}
