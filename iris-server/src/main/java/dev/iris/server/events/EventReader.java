package dev.iris.server.events;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Members;
import dev.iris.json.Problem;
import dev.iris.model.DataSourceId;
import dev.iris.model.DeviceId;
import dev.iris.model.PartnerId;
import dev.iris.model.QualificationEvent;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentId;
import dev.iris.server.events.EventReading.Read;
import dev.iris.server.events.EventReading.Wrong;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one event from its JSON form; a member that is null counts as absent. Thread-safe. */
public final class EventReader {
    /** Far more than there are; the rest is not even looked at. */
    private static final int MOST_MEMBERS = 50;

    private static final DataSourceId UNREAD = new DataSourceId("unread");

    private final InstantSource clock;

    public EventReader(InstantSource clock) {
        this.clock = clock;
    }

    public EventReading read(JsonValue value) {
        var problems = new ArrayList<Problem>(0);
        if (!(value instanceof JsonObject object)) {
            problems.add(new Problem("", "is " + value.kind() + " (expected: an object)"));
            return new Wrong(problems);
        }
        refuseOversized(object, problems);
        return problems.isEmpty() ? read(Members.of(object, "", problems), problems) : new Wrong(problems);
    }

    private EventReading read(Members members, List<Problem> problems) {
        var device = members.required("device", members.text("device", DeviceId::new));
        var time = members.required("time", members.text("time", text -> EventTime.parse(text, clock.instant())));
        var region = members.text("region", RegionId::new);
        var qualified = Set.copyOf(members.texts("qualified", SegmentId::new));
        var disqualified = Set.copyOf(members.texts("disqualified", SegmentId::new));
        var ids = Set.copyOf(members.objects("ids", EventReader::id));
        var removedIds = Set.copyOf(members.objects("removedIds", EventReader::id));
        var ip = members.text("ip", Visitor::address);
        var userAgent = members.text("userAgent", Visitor::userAgent);
        members.refuseUnknown();

        refuseMore(members, "qualified", qualified, "disqualified", disqualified, QualificationEvent.MAX_SEGMENTS);
        refuseMore(members, "ids", ids, "removedIds", removedIds, QualificationEvent.MAX_IDS);
        refuseCommon(members, "disqualified", disqualified, "qualified", qualified);
        refuseCommon(members, "removedIds", removedIds, "ids", ids);
        if (device.isEmpty() || time.isEmpty() || !problems.isEmpty()) {
            return new Wrong(problems);
        }
        return new Read(new QualificationEvent(
                device.get(),
                time.get(),
                region.orElse(null),
                qualified,
                disqualified,
                ids,
                removedIds,
                ip.orElse(null),
                userAgent.filter(text -> !text.isEmpty()).orElse(null)));
    }

    private static PartnerId id(Members members) {
        var dpid = members.required("dpid", members.text("dpid", DataSourceId::new));
        var source = dpid.orElse(UNREAD);
        var id = members.required("uuid", members.text("uuid", uuid -> new PartnerId(source, uuid)));
        members.refuseUnknown();
        // What stands in for a wrong member is never used: the problem noted refuses the event.
        return id.orElseGet(() -> new PartnerId(source, "unread"));
    }

    private static void refuseOversized(JsonObject object, List<Problem> problems) {
        if (object.members().size() > MOST_MEMBERS) {
            problems.add(new Problem(
                    "", "has " + object.members().size() + " members (expected: at most " + MOST_MEMBERS + ")"));
        }
        object.members().forEach((name, value) -> {
            if (value instanceof JsonArray(List<JsonValue> elements)
                    && elements.size() > QualificationEvent.MAX_SEGMENTS) {
                problems.add(new Problem(
                        name,
                        "has " + elements.size() + " elements (expected: at most " + QualificationEvent.MAX_SEGMENTS
                                + ")"));
            }
        });
    }

    private static void refuseMore(Members members, String name, Set<?> some, String other, Set<?> others, int most) {
        var count = some.size() + others.size();
        if (count > most) {
            members.problem(name, "has " + count + " elements with " + other + " (expected: at most " + most + ")");
        }
    }

    private static <T extends Comparable<T>> void refuseCommon(
            Members members, String name, Set<T> some, String other, Set<T> others) {
        some.stream()
                .filter(others::contains)
                .sorted()
                .forEach(common -> members.problem(
                        name, "names " + describe(common) + " as " + other + " does (expected: one of them)"));
    }

    private static String describe(Object common) {
        return Optional.of(common)
                .filter(PartnerId.class::isInstance)
                .map(id -> "an id of data source " + ((PartnerId) id).dataSource())
                .orElseGet(common::toString);
    }
}
