package dev.iris.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.model.Contact;
import dev.iris.model.ContentType;
import dev.iris.model.DataSourceId;
import dev.iris.model.DestinationId;
import dev.iris.model.DeviceId;
import dev.iris.model.EntryFacts;
import dev.iris.model.Message;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Messages to render, and templates rendered. */
final class Templates {
    static final Instant BUILT = Instant.parse("2016-07-27T16:17:42.999Z");
    static final Instant VERIFIED = Instant.parse("2016-07-27T16:17:22Z");
    static final int RANDOM = 42_341;

    /** Always draws the same. */
    private static final RandomGenerator FIXED = new RandomGenerator() {
        @Override
        public long nextLong() {
            return RANDOM;
        }

        @Override
        public int nextInt(int bound) {
            return RANDOM;
        }
    };

    private static final Contact CONTACT =
            new Contact(Instant.ofEpochSecond(1_395_758_143), "255.255.255.255", "Firefox");

    private Templates() {}

    static String json(String template, UserEntry... users) throws Exception {
        return body(ContentType.JSON, template, users);
    }

    static String xml(String template, UserEntry... users) throws Exception {
        return body(ContentType.XML, template, users);
    }

    static String query(String template, UserEntry user) throws Exception {
        var rendered = MessageTemplate.query(template).render(message(user), FIXED);
        return ((Rendered.Query) rendered).text();
    }

    static Message message(UserEntry... users) {
        return new Message(BUILT, new DataSourceId("12345"), "pid_alias", new DestinationId(423), Arrays.asList(users));
    }

    /** A user with ids in data sources 1, 2 and 1000, in region 9, in some segments and out of others. */
    static UserEntry user(String device, String uuid, List<String> in, List<String> out) {
        var statuses = new java.util.ArrayList<SegmentStatus>();
        in.forEach(alias -> statuses.add(status(alias, true)));
        out.forEach(alias -> statuses.add(status(alias, false)));
        var ids = Map.of(
                new DataSourceId("1"), "dpuuid1",
                new DataSourceId("2"), "dpuuid2",
                new DataSourceId("1000"), "dpuuid_1000");
        return new UserEntry(
                new DeviceId(device), uuid, List.of(new RegionId("9")), statuses, new EntryFacts(CONTACT, ids));
    }

    static UserEntry user(String device, String uuid) {
        return user(device, uuid, List.of("alias1", "alias2"), List.of());
    }

    /** The segment of an alias is called like it, with an s before it. */
    private static SegmentStatus status(String alias, boolean active) {
        return new SegmentStatus(alias, active, VERIFIED, new SegmentId("s" + alias.hashCode()));
    }

    private static String body(ContentType type, String template, UserEntry... users) throws Exception {
        var rendered = MessageTemplate.body(type, template).render(message(users), FIXED);
        return new String(((Rendered.Body) rendered).bytes(), UTF_8);
    }
}
