package dev.iris.partner;

import dev.iris.partner.PartnerLedger.LineVisitor;
import dev.iris.partner.PartnerLedger.SegmentState;
import dev.iris.partner.SegmentMessage.UserEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What the ledger holds of one device. Thread-safe. */
final class DeviceLine {
    private final Map<Address, SegmentColumn> columns = HashMap.newHashMap(1);
    private long accepted;
    private long received;

    /** Whom a user entry names besides the device. */
    private record Address(String destination, String partnerId) {}

    synchronized void take(PartnerLedger ledger, String destination, UserEntry user) {
        accepted++;
        received++;
        var address = new Address(ledger.shared(destination), user.partnerId());
        var column = columns.computeIfAbsent(address, any -> new SegmentColumn());
        if (column.holds(user.segments())) {
            ledger.countRepeat(destination);
        }
        for (var segment : user.segments()) {
            column.take(ledger, segment)
                    .ifPresent(known -> ledger.note(new PartnerLedger.StaleEntry(
                            destination,
                            user.device(),
                            user.partnerId(),
                            segment.segment(),
                            Instant.ofEpochSecond(segment.epochSecond()),
                            known)));
        }
    }

    synchronized void receive() {
        received++;
    }

    synchronized long accepted() {
        return accepted;
    }

    synchronized long received() {
        return received;
    }

    synchronized Map<String, SegmentState> states(String destination, String partnerId) {
        var column = columns.get(new Address(destination, partnerId));
        return column == null ? Map.of() : column.states();
    }

    void visit(String device, LineVisitor visitor) {
        snapshot().forEach((address, states) -> visitor.visit(address.destination, device, address.partnerId, states));
    }

    private synchronized Map<Address, Map<String, SegmentState>> snapshot() {
        var copy = new HashMap<Address, Map<String, SegmentState>>();
        columns.forEach((address, column) -> copy.put(address, column.states()));
        return copy;
    }
}
