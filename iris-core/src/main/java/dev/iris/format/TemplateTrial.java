package dev.iris.format;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.MalformedDocumentException;
import dev.iris.model.Contact;
import dev.iris.model.ContentType;
import dev.iris.model.DataSourceId;
import dev.iris.model.DestinationId;
import dev.iris.model.DeviceId;
import dev.iris.model.EntryFacts;
import dev.iris.model.Format;
import dev.iris.model.Message;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Tries a format when it is set, on users that do not exist: one with segments that it left, and one without. */
public final class TemplateTrial {
    private static final Instant BUILT = Instant.parse("2016-07-27T16:17:42Z");
    private static final JsonLimits LIMITS = new JsonLimits(500, 1 << 24, 1_000_000);

    private TemplateTrial() {}

    /**
     * Compiles a template and renders sample data.
     *
     * @param maxUsers users that a message may have
     * @throws TemplateFaultException says where the template is wrong, and why
     */
    public static void require(Format format, int maxUsers) throws TemplateFaultException {
        var ready = MessageFormat.of(format);
        var users = List.of(user("0001", true), user("0002", false));
        if (maxUsers > 1 && !(format instanceof Format.QueryTemplate)) {
            requireSound(ready, users);
            return;
        }
        for (var user : users) {
            requireSound(ready, List.of(user));
        }
    }

    private static void requireSound(MessageFormat format, List<UserEntry> users) throws TemplateFaultException {
        try {
            var message = new Message(BUILT, new DataSourceId("12345"), "74323", new DestinationId(423), users);
            if (format.render(message, new SplittableRandom(1)) instanceof Rendered.Body body
                    && body.contentType() == ContentType.JSON) {
                Json.read(body.bytes(), LIMITS);
            }
        } catch (MalformedDocumentException e) {
            throw new TemplateFaultException("gives no JSON with sample data: " + e.describe());
        } catch (TemplateLimitException e) {
            throw new TemplateFaultException("gives too much with sample data: " + e.getMessage());
        }
    }

    private static UserEntry user(String device, boolean left) {
        var in = List.of(status("14356", true), status("14357", true));
        var all = left ? List.of(in.get(0), in.get(1), status("12176", false), status("12177", false)) : in;
        var facts = new EntryFacts(
                new Contact(BUILT, "192.0.2.1", "Sample/1.0"), Map.of(new DataSourceId("12345"), "sample-" + device));
        return new UserEntry(
                new DeviceId(device), "sample-" + device, List.of(new RegionId("9"), new RegionId("7")), all, facts);
    }

    private static SegmentStatus status(String segment, boolean active) {
        return new SegmentStatus(segment, active, BUILT, new SegmentId(segment));
    }
}
