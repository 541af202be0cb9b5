package dev.iris.model;

import java.util.List;

/**
 * One configured partner integration.
 *
 * @param name label for people, 1 to 256 characters
 * @param clientId the account at the partner (Client_ID), 1 to 256 characters
 * @param userDpid the data source of the ids that the partner knows (User_DPID)
 * @param realtime whether the rules send to it at once; else all that changes waits for a batch
 * @param mappings one for each mapped segment
 * @param mappingEpoch moves when mappings, what the partner calls mapped segments, open windows, userDpid or reach change, and at
 *     nothing else
 * @param paused whether an operator stopped deliveries; data is kept
 */
public record Destination(
        DestinationNumber number,
        DestinationId id,
        String name,
        String clientId,
        DataSourceId userDpid,
        HttpsUrl endpoint,
        Method method,
        Authentication authentication,
        PartnerTls tls,
        Aggregation aggregation,
        DeliverySettings delivery,
        MessageForm form,
        Reach reach,
        boolean realtime,
        BatchSettings batch,
        List<Mapping> mappings,
        long mappingEpoch,
        boolean paused) {
    public Destination {
        name = Checks.line("name", name, 256);
        clientId = Checks.line("clientId", clientId, 256);
        mappings = List.copyOf(mappings);
        if (mappings.stream().map(Mapping::segment).distinct().count() < mappings.size()) {
            throw new IllegalArgumentException("a segment is mapped twice (expected: once)");
        }
        if (!realtime && !batch.enabled()) {
            throw new IllegalArgumentException("neither realtime nor batch (expected: at least one of them)");
        }
    }

    /** A destination in the standard form that is told in real time of every device that has an id, and gets no batches. */
    public Destination(
            DestinationNumber number,
            DestinationId id,
            String name,
            String clientId,
            DataSourceId userDpid,
            HttpsUrl endpoint,
            Method method,
            Authentication authentication,
            PartnerTls tls,
            Aggregation aggregation,
            DeliverySettings delivery,
            List<Mapping> mappings,
            long mappingEpoch,
            boolean paused) {
        this(
                number,
                id,
                name,
                clientId,
                userDpid,
                endpoint,
                method,
                authentication,
                tls,
                aggregation,
                delivery,
                MessageForm.STANDARD,
                Reach.ALL,
                true,
                BatchSettings.OFF,
                mappings,
                mappingEpoch,
                paused);
    }

    /** Users of one message: one alone where it is a query. */
    public int maxUsers() {
        return form.format() instanceof Format.QueryTemplate ? 1 : aggregation.maxUsers();
    }
}
