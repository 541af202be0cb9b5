package dev.iris.rocksdb;

import dev.iris.model.Contact;
import dev.iris.model.DataSourceId;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.IdHold;
import dev.iris.model.LastSent;
import dev.iris.model.Membership;
import dev.iris.model.PartnerId;
import dev.iris.model.Profile;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentId;
import dev.iris.model.Standing;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored form of a profile: everything but the device, which is the key. */
final class ProfileCodec {
    private static final int FORMAT = 3;

    /** Before events came in offline: nobody was owed the ids of a device. */
    private static final int ONLINE_ONLY = 1;

    /** Before templates: nothing was kept of whoever used a device. */
    private static final int WITHOUT_CONTACT = 2;

    private static final Standing[] STANDINGS = {Standing.ACTIVE, Standing.LEFT, Standing.NEVER_IN};

    private ProfileCodec() {}

    static void encode(ByteWriter out, Profile profile) {
        out.put(FORMAT).putTime(profile.lastSeen());
        out.putCount(profile.memberships().size());
        profile.memberships()
                .forEach((segment, membership) -> out.putText(segment.value())
                        .put(code(membership.standing()))
                        .putTime(membership.time()));
        out.putCount(profile.ids().size());
        profile.ids()
                .forEach((id, hold) -> out.putText(id.dataSource().value())
                        .putText(id.uuid())
                        .put(hold.present() ? 1 : 0)
                        .putTime(hold.time())
                        .putOptionalTime(hold.findRegained()));
        out.putCount(profile.regions().size());
        profile.regions().forEach((region, time) -> out.putText(region.value()).putTime(time));
        out.putCount(profile.lastSent().size());
        profile.lastSent()
                .forEach((destination, last) -> out.putInt(destination.value())
                        .putTime(last.eventTime())
                        .putLong(last.mappingEpoch()));
        out.put(profile.idGraphOwed() ? 1 : 0);
        var contact = profile.contact();
        out.putOptionalTime(Optional.ofNullable(contact.at()))
                .putText(Objects.requireNonNullElse(contact.ip(), ""))
                .putText(Objects.requireNonNullElse(contact.userAgent(), ""));
    }

    static Profile decode(DeviceId device, byte[] value) {
        return decode(device, new ByteReader(value));
    }

    static Profile decode(DeviceId device, ByteReader in) {
        int format = in.octet();
        if (format < ONLINE_ONLY || format > FORMAT) {
            throw new IllegalStateException(
                    "profile of format " + format + " (expected: " + ONLINE_ONLY + " to " + FORMAT + ")");
        }
        return new Profile(
                device,
                in.time(),
                memberships(in),
                ids(in),
                regions(in),
                lastSent(in),
                format != ONLINE_ONLY && in.octet() == 1,
                format <= WITHOUT_CONTACT ? Contact.NONE : contact(in));
    }

    private static Map<SegmentId, Membership> memberships(ByteReader in) {
        int count = in.count();
        var memberships = HashMap.<SegmentId, Membership>newHashMap(count);
        for (int i = 0; i < count; i++) {
            memberships.put(new SegmentId(in.text()), new Membership(STANDINGS[in.octet()], in.time()));
        }
        return memberships;
    }

    private static Map<PartnerId, IdHold> ids(ByteReader in) {
        int count = in.count();
        var ids = HashMap.<PartnerId, IdHold>newHashMap(count);
        for (int i = 0; i < count; i++) {
            ids.put(
                    new PartnerId(new DataSourceId(in.text()), in.text()),
                    new IdHold(in.octet() == 1, in.time(), in.optionalTime().orElse(null)));
        }
        return ids;
    }

    private static Map<RegionId, Instant> regions(ByteReader in) {
        int count = in.count();
        var regions = HashMap.<RegionId, Instant>newHashMap(count);
        for (int i = 0; i < count; i++) {
            regions.put(new RegionId(in.text()), in.time());
        }
        return regions;
    }

    private static Map<DestinationNumber, LastSent> lastSent(ByteReader in) {
        int count = in.count();
        var lastSent = HashMap.<DestinationNumber, LastSent>newHashMap(count);
        for (int i = 0; i < count; i++) {
            lastSent.put(new DestinationNumber(in.readInt()), new LastSent(in.time(), in.readLong()));
        }
        return lastSent;
    }

    private static Contact contact(ByteReader in) {
        return new Contact(in.optionalTime().orElse(null), textOrNull(in), textOrNull(in));
    }

    private static @Nullable String textOrNull(ByteReader in) {
        var text = in.text();
        return text.isEmpty() ? null : text;
    }

    private static int code(Standing standing) {
        return switch (standing) {
            case ACTIVE -> 0;
            case LEFT -> 1;
            case NEVER_IN -> 2;
        };
    }
}
