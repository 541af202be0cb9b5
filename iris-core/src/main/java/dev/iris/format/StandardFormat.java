package dev.iris.format;

import dev.iris.model.Message;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The standard format: compact JSON, every value a string, members in the contract's order. Confined to one rendering. */
public final class StandardFormat {
    private static final int BYTES_PER_USER = 300;

    private final StringBuilder out;
    private final WireDate dates = new WireDate();

    private StandardFormat(int users) {
        out = new StringBuilder(200 + BYTES_PER_USER * users);
    }

    /** The request body of a message. */
    public static byte[] render(Message message) {
        return new StandardFormat(message.users().size()).write(message);
    }

    private byte[] write(Message message) {
        out.append("{\"ProcessTime\":");
        appendDate(message.processTime());
        out.append(",\"User_DPID\":");
        appendQuoted(message.userDpid().value());
        out.append(",\"Client_ID\":");
        appendQuoted(message.clientId());
        out.append(",\"AAM_Destination_Id\":\"").append(message.destination().value());
        out.append("\",\"User_count\":\"").append(message.users().size());
        out.append("\",\"Users\":");
        appendArray(message.users(), this::appendUser);
        return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void appendUser(UserEntry user) {
        out.append("{\"AAM_UUID\":\"").append(user.device().value());
        out.append("\",\"DataPartner_UUID\":");
        appendQuoted(user.partnerUuid());
        if (!user.regions().isEmpty()) {
            out.append(",\"AAM_Regions\":");
            appendArray(user.regions(), this::appendRegion);
        }
        out.append(",\"Segments\":");
        appendArray(user.segments(), this::appendSegment);
        out.append('}');
    }

    private void appendSegment(SegmentStatus segment) {
        out.append("{\"Segment_ID\":");
        appendQuoted(segment.segmentId());
        out.append(",\"Status\":\"").append(segment.active() ? '1' : '0').append("\",\"DateTime\":");
        appendDate(segment.time());
        out.append('}');
    }

    private void appendRegion(RegionId region) {
        appendQuoted(region.value());
    }

    private void appendDate(Instant time) {
        out.append('"');
        dates.append(out, time);
        out.append('"');
    }

    private <T> void appendArray(List<T> elements, Consumer<T> append) {
        out.append('[');
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            append.accept(elements.get(i));
        }
        out.append(']');
    }

    private void appendQuoted(String text) {
        out.append('"');
        JsonText.append(out, text);
        out.append('"');
    }
}
