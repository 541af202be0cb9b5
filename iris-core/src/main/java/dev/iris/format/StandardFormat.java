package dev.iris.format;

import dev.iris.json.Json;
import dev.iris.model.Message;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/** The standard format: compact JSON, every value a string, members in the contract's order. Thread-safe. */
public final class StandardFormat {
    private static final int BYTES_PER_USER = 300;

    private StandardFormat() {}

    /** The request body of a message. */
    public static byte[] render(Message message) {
        var out = new StringBuilder(200 + BYTES_PER_USER * message.users().size());
        out.append("{\"ProcessTime\":");
        appendDate(out, message.processTime());
        out.append(",\"User_DPID\":");
        Json.appendQuoted(out, message.userDpid().value());
        out.append(",\"Client_ID\":");
        Json.appendQuoted(out, message.clientId());
        out.append(",\"AAM_Destination_Id\":\"").append(message.destination().value());
        out.append("\",\"User_count\":\"").append(message.users().size());
        out.append("\",\"Users\":");
        appendArray(out, message.users(), StandardFormat::appendUser);
        return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void appendUser(StringBuilder out, UserEntry user) {
        out.append("{\"AAM_UUID\":\"").append(user.device().value());
        out.append("\",\"DataPartner_UUID\":");
        Json.appendQuoted(out, user.partnerUuid());
        if (!user.regions().isEmpty()) {
            out.append(",\"AAM_Regions\":");
            appendArray(out, user.regions(), StandardFormat::appendRegion);
        }
        out.append(",\"Segments\":");
        appendArray(out, user.segments(), StandardFormat::appendSegment);
        out.append('}');
    }

    private static void appendSegment(StringBuilder out, SegmentStatus segment) {
        out.append("{\"Segment_ID\":");
        Json.appendQuoted(out, segment.segmentId());
        out.append(",\"Status\":\"").append(segment.active() ? '1' : '0').append("\",\"DateTime\":");
        appendDate(out, segment.time());
        out.append('}');
    }

    private static void appendRegion(StringBuilder out, RegionId region) {
        Json.appendQuoted(out, region.value());
    }

    private static void appendDate(StringBuilder out, Instant time) {
        out.append('"');
        WireDate.append(out, time);
        out.append('"');
    }

    private static <T> void appendArray(StringBuilder out, List<T> elements, BiConsumer<StringBuilder, T> append) {
        out.append('[');
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            append.accept(out, elements.get(i));
        }
        out.append(']');
    }
}
