package dev.iris.chaos;

import static java.util.stream.Collectors.toSet;

import dev.iris.chaos.DeviceHistory.Verdict;
import dev.iris.partner.PartnerLedger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the partner ended with, against what was told.
 *
 * @param lost device states that miss something accepted
 * @param invented device states that nobody told
 * @param outOfOrder entries that came after a newer one of the same device
 */
record Account(long lost, long invented, long outOfOrder) {
    /** All ids under which the two destinations know a device. */
    static final List<Target> TARGETS = List.of(
            new Target("423", "u", Map.of("A", "A", "B", "B", "C", "C", "D", "D"), false),
            new Target("423", "v", Map.of("A", "A", "B", "B", "C", "C", "D", "D"), true),
            new Target("424", "g", Map.of("C", "see", "D", "D", "E", "E", "F", "F"), false));

    static Account of(Collection<EventClient> clients, PartnerLedger ledger) {
        long lost = 0;
        long invented = 0;
        for (var client : clients) {
            for (int i = 0; i < client.histories().size(); i++) {
                for (var target : TARGETS) {
                    var verdict =
                            client.histories().get(i).judge(active(ledger, target, client.firstDevice() + i), target);
                    lost += verdict == Verdict.LOST ? 1 : 0;
                    invented += verdict == Verdict.INVENTED ? 1 : 0;
                }
            }
        }
        return new Account(lost, invented, ledger.staleEntries());
    }

    private static Set<String> active(PartnerLedger ledger, Target target, int device) {
        return ledger
                .states(target.destination(), EventClient.uuid(device), target.idStem() + device)
                .entrySet()
                .stream()
                .filter(state -> state.getValue().active())
                .map(Map.Entry::getKey)
                .collect(toSet());
    }
}
