package dev.iris.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.partner.SegmentMessage.Qualification;
import dev.iris.partner.SegmentMessage.UserEntry;
import java.util.List;

/** The contract's sample message and variations of it. */
final class Messages {
    static final String SAMPLE = "{\"ProcessTime\":\"Wed Jul 27 16:17:42 UTC 2016\",\"User_DPID\":\"12345\","
            + "\"Client_ID\":\"74323\",\"AAM_Destination_Id\":\"423\",\"User_count\":\"1\","
            + "\"Users\":[{\"AAM_UUID\":\"19393572368547369350319949416899715727\","
            + "\"DataPartner_UUID\":\"4250948725049857\",\"AAM_Regions\":[\"9\"],"
            + "\"Segments\":[{\"Segment_ID\":\"14356\",\"Status\":\"1\","
            + "\"DateTime\":\"Wed Jul 27 16:17:22 UTC 2016\"}]}]}";
    static final String DEVICE = "19393572368547369350319949416899715727";
    static final String PARTNER_ID = "4250948725049857";

    private Messages() {}

    /** The sample with one part replaced, which must be there. */
    static String with(String part, String other) {
        if (!SAMPLE.contains(part)) {
            throw new IllegalArgumentException("the sample lacks " + part);
        }
        return SAMPLE.replace(part, other);
    }

    /** One device with one segment as the ledger is given it. */
    static SegmentMessage of(String device, String segment, boolean active, long epochSecond) {
        return new SegmentMessage(
                "423",
                List.of(new UserEntry(device, PARTNER_ID, List.of(new Qualification(segment, active, epochSecond)))));
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
