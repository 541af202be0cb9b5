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
    /** A little more than usual ids and aliases need, so that the text grows no more once it is begun. */
    private static final int MESSAGE_CHARS = 256;

    private static final int USER_CHARS = 160;
    private static final int SEGMENT_CHARS = 96;

    private final StringBuilder out;
    private final WireDate dates = new WireDate();

    private StandardFormat(int chars) {
        out = new StringBuilder(chars);
    }

    /** The request body of a message. */
    public static byte[] render(Message message) {
        return new StandardFormat(expectedChars(message)).write(message);
    }

    private static int expectedChars(Message message) {
        int chars = MESSAGE_CHARS;
        for (var user : message.users()) {
            chars += USER_CHARS + SEGMENT_CHARS * user.segments().size();
        }
        return chars;
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
