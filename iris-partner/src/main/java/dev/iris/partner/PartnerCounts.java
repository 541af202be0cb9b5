package dev.iris.partner;

import java.util.Map;

/**
 * How many requests came and what became of them, since the start. Immutable.
 *
 * @param tokenRequests requests to the token endpoint, whatever became of them
 * @param tokenRefusals those that were refused for breaking the contract or for their credential
 * @param segmentRequests requests to the segment endpoint, whatever became of them
 * @param segmentRequestsAccepted messages taken and answered with 200
 * @param faults requests of both endpoints that a fault answered, let hang or reset
 * @param refusals requests refused by the partner's own checks, by status
 */
public record PartnerCounts(
        long tokenRequests,
        long tokenRefusals,
        long segmentRequests,
        long segmentRequestsAccepted,
        long faults,
        Map<Integer, Long> refusals) {
    public PartnerCounts {
        refusals = Map.copyOf(refusals);
    }
}
