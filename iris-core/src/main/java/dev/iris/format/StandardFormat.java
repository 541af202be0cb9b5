package dev.iris.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.iris.model.Message;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import java.util.List;
import java.util.function.Consumer;

/** The standard format: compact JSON, every value a string, members in the contract's order. Confined to one rendering. */
public final class StandardFormat {
    /** A little more than usual ids and aliases need, so that the text grows no more once it is begun. */
    private static final int MESSAGE_BYTES = 256;

    private static final int USER_BYTES = 160;
    private static final int SEGMENT_BYTES = 96;

    private static final byte[] PROCESS_TIME = ascii("{\"ProcessTime\":\"");
    private static final byte[] USER_DPID = ascii("\",\"User_DPID\":\"");
    private static final byte[] CLIENT_ID = ascii("\",\"Client_ID\":\"");
    private static final byte[] DESTINATION_ID = ascii("\",\"AAM_Destination_Id\":\"");
    private static final byte[] USER_COUNT = ascii("\",\"User_count\":\"");
    private static final byte[] USERS = ascii("\",\"Users\":");
    private static final byte[] UUID = ascii("{\"AAM_UUID\":\"");
    private static final byte[] PARTNER_UUID = ascii("\",\"DataPartner_UUID\":\"");
    private static final byte[] REGIONS = ascii(",\"AAM_Regions\":");
    private static final byte[] SEGMENTS = ascii(",\"Segments\":");
    private static final byte[] SEGMENT_ID = ascii("{\"Segment_ID\":\"");
    private static final byte[] ACTIVE_SINCE = ascii("\",\"Status\":\"1\",\"DateTime\":\"");
    private static final byte[] INACTIVE_SINCE = ascii("\",\"Status\":\"0\",\"DateTime\":\"");
    private static final byte[] END_OF_SEGMENT = ascii("\"}");

    private final Utf8Text out;
    private final WireDate dates = new WireDate();

    private StandardFormat(int bytes) {
        out = new Utf8Text(bytes);
    }

    /** The request body of a message. */
    public static byte[] render(Message message) {
        return new StandardFormat(expectedBytes(message)).write(message);
    }

    private static int expectedBytes(Message message) {
        int bytes = MESSAGE_BYTES;
        for (var user : message.users()) {
            bytes += USER_BYTES + SEGMENT_BYTES * user.segments().size();
        }
        return bytes;
    }

    private byte[] write(Message message) {
        dates.append(out.append(PROCESS_TIME), message.processTime());
        out.append(USER_DPID).appendJson(message.userDpid().value());
        out.append(CLIENT_ID).appendJson(message.clientId());
        out.append(DESTINATION_ID)
                .appendJson(Long.toString(message.destination().value()));
        out.append(USER_COUNT).appendJson(Integer.toString(message.users().size()));
        out.append(USERS);
        appendArray(message.users(), this::appendUser);
        return out.append('}').toBytes();
    }

    private void appendUser(UserEntry user) {
        out.append(UUID).appendJson(user.device().value());
        out.append(PARTNER_UUID).appendJson(user.partnerUuid()).append('"');
        if (!user.regions().isEmpty()) {
            out.append(REGIONS);
            appendArray(user.regions(), this::appendRegion);
        }
        out.append(SEGMENTS);
        appendArray(user.segments(), this::appendSegment);
        out.append('}');
    }

    private void appendSegment(SegmentStatus segment) {
        out.append(SEGMENT_ID).appendJson(segment.segmentId());
        dates.append(out.append(segment.active() ? ACTIVE_SINCE : INACTIVE_SINCE), segment.time());
        out.append(END_OF_SEGMENT);
    }

    private void appendRegion(RegionId region) {
        out.append('"').appendJson(region.value()).append('"');
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

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
