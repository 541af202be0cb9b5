package dev.iris.format;

import dev.iris.format.ValueType.Kind;
import dev.iris.model.SegmentStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What templates may name: the macros of bodies and of queries, the fields of users and segments, and characters by name. */
final class Macros {
    /** Characters that are hard to write in a template. */
    static final Map<String, String> CHARACTERS = Map.of(
            "OPEN_BRACKET", "{",
            "OPEN_CURLY_BRACKET", "{",
            "CLOSE_BRACKET", "}",
            "CLOSE_CURLY_BRACKET", "}",
            "COMMA", ",",
            "TAB", "\t",
            "NEW_LINE", "\n");

    static final Map<String, Fact<SegmentStatus>> SEGMENT = Map.of(
            "traitAlias", new Fact<>(ValueType.TEXT, SegmentStatus::segmentId),
            "legacySegmentId", new Fact<>(ValueType.TEXT, SegmentStatus::ownId),
            "newSegmentId", new Fact<>(ValueType.TEXT, SegmentStatus::ownId),
            "status", new Fact<>(ValueType.NUMBER, segment -> segment.active() ? 1 : 0),
            "dateTime", new Fact<>(ValueType.TEXT, Macros::dateTime));

    static final Map<String, Fact<Subject>> USER = user();

    static final Map<String, Fact<Scope>> BODY = body();

    static final Map<String, Fact<Scope>> QUERY = query();

    private Macros() {}

    private static Map<String, Fact<Subject>> user() {
        return Map.of(
                "aamUuid", new Fact<>(ValueType.TEXT, Subject::aamUuid),
                "dpUuid", new Fact<>(ValueType.TEXT, Subject::dpUuid),
                "dpUuids", new Fact<>(ValueType.one(Kind.IDS), user -> user),
                "segments", new Fact<>(ValueType.many(Kind.SEGMENT), user -> user.segments(true)),
                "removedSegments", new Fact<>(ValueType.many(Kind.SEGMENT), user -> user.segments(false)),
                "userAgent", new Fact<>(ValueType.TEXT, user -> user.contact().userAgent()),
                "ip", new Fact<>(ValueType.TEXT, user -> user.contact().ip()),
                "timestamp", new Fact<>(ValueType.NUMBER, Subject::timestamp),
                "random", new Fact<>(ValueType.NUMBER, Subject::random),
                "regionIds", new Fact<>(ValueType.many(Kind.TEXT), Subject::regions));
    }

    private static Map<String, Fact<Scope>> common() {
        return Map.of(
                "GENERATION_TIME",
                new Fact<>(
                        ValueType.NUMBER, scope -> scope.message().processTime().getEpochSecond()),
                "ORDER_ID",
                new Fact<>(
                        ValueType.NUMBER, scope -> scope.message().destination().value()),
                "PID_ALIAS",
                new Fact<>(ValueType.TEXT, scope -> scope.message().clientId()));
    }

    private static Map<String, Fact<Scope>> body() {
        var macros = new HashMap<>(common());
        macros.put(
                "NUM_USERS", new Fact<>(ValueType.NUMBER, scope -> scope.users().size()));
        macros.put("USER_LIST", new Fact<>(ValueType.many(Kind.USER), Scope::users));
        return Map.copyOf(macros);
    }

    private static Map<String, Fact<Scope>> query() {
        var macros = new HashMap<>(common());
        macros.put("AAM_UUID", ofUser("aamUuid"));
        macros.put("DP_UUID", ofUser("dpUuid"));
        macros.put("DP_UUIDS", ofUser("dpUuids"));
        macros.put(
                "DPID",
                new Fact<>(ValueType.TEXT, scope -> scope.message().userDpid().value()));
        macros.put("IP", ofUser("ip"));
        macros.put("USER_AGENT", ofUser("userAgent"));
        macros.put("TIMESTAMP", ofUser("timestamp"));
        macros.put("RANDOM", ofUser("random"));
        macros.put("SEGMENTS", ofUser("segments"));
        macros.put("REMOVED_SEGMENTS", ofUser("removedSegments"));
        macros.put("REGION_ID_LIST", ofUser("regionIds"));
        for (var name : List.of("MCID", "ECID")) {
            macros.put(name, new Fact<>(ValueType.TEXT, scope -> scope.user().experienceCloudId()));
        }
        putLists(macros, "", true);
        putLists(macros, "REMOVED_", false);
        return Map.copyOf(macros);
    }

    private static void putLists(Map<String, Fact<Scope>> macros, String prefix, boolean active) {
        macros.put(
                "NUM_" + prefix + "SEGMENTS",
                new Fact<>(
                        ValueType.NUMBER, scope -> scope.user().segments(active).size()));
        macros.put(prefix + "SEGMENT_LIST", listOf(active, SegmentStatus::ownId));
        macros.put(prefix + "TRAITALIAS_LIST", listOf(active, SegmentStatus::segmentId));
        macros.put(prefix + "TIME_LIST", listOf(active, Macros::dateTime));
    }

    private static Fact<Scope> listOf(boolean active, Function<SegmentStatus, String> fact) {
        return new Fact<>(ValueType.many(Kind.TEXT), scope -> scope.user().ofSegments(active, fact));
    }

    private static Fact<Scope> ofUser(String field) {
        var fact = USER.get(field);
        if (fact == null) {
            throw new IllegalArgumentException(field + " (expected: a field of users)");
        }
        return new Fact<>(fact.type(), scope -> fact.reading().of(scope.user()));
    }

    private static String dateTime(SegmentStatus segment) {
        return WireDate.text(segment.time());
    }
}
