package dev.iris.partner;

import dev.iris.model.Method;
import dev.iris.model.Secret;
import java.util.Set;

/**
 * How a reference partner is set up. Immutable.
 *
 * @param port TCP port on 127.0.0.1; 0 takes a free one
 * @param credentials the opaque values taken after {@code Basic}, one for each client
 * @param userAgent the User-Agent expected
 * @param method the method expected of segment requests
 * @param maxUsers users a message may hold
 * @param emptyPartnerId whether DataPartner_UUID may be empty
 * @param otherHeaders names of headers beyond the contract's that are let through, such as a signature's
 * @param tokenLife how long tokens live and whether they say so
 * @param maxBodyBytes a larger body is answered with 413
 * @param recordedRequests how many of the latest requests are kept for looking at
 * @param receivedUsers how many of the latest user entries the ledger lists
 * @param watcher is told of each accepted user entry
 * @param script how the partner misbehaves
 */
public record PartnerSettings(
        int port,
        Set<Secret> credentials,
        String userAgent,
        Method method,
        int maxUsers,
        boolean emptyPartnerId,
        Set<String> otherHeaders,
        TokenLife tokenLife,
        int maxBodyBytes,
        int recordedRequests,
        int receivedUsers,
        UserWatcher watcher,
        FaultScript script) {
    /** The credential of the contract's sample request; it opens nothing but a reference partner. */
    public static final String SAMPLE_CREDENTIAL =
            "zq2LOO1CcYGrODS5nXiNHpEz97eCpVHAoMF8pAgCntXAzxp5uRV7DTAE2qtPLjhMQwrEX3O6MHV4S";

    /** The User-Agent of the contract. */
    public static final String USER_AGENT = "Adobe Audience Manager Iris";

    private static final int MOST_KEPT = 1_000_000;

    public PartnerSettings {
        requireRange("port", port, 0, 65_535);
        requireRange("maxUsers", maxUsers, 1, 10_000);
        requireRange("maxBodyBytes", maxBodyBytes, 1_024, 256 * 1_048_576);
        requireRange("recordedRequests", recordedRequests, 0, MOST_KEPT);
        requireRange("receivedUsers", receivedUsers, 0, MOST_KEPT);
        if (credentials.isEmpty()) {
            throw new IllegalArgumentException("credentials: none (expected: one or more)");
        }
        credentials = Set.copyOf(credentials);
        otherHeaders = Set.copyOf(otherHeaders);
    }

    /** The contract to the letter, on a free port, with the sample credential and no faults. */
    public static PartnerSettings contract() {
        return builder().build();
    }

    /** Settings under construction, which begin as {@link #contract()}. */
    public static PartnerSettingsBuilder builder() {
        return new PartnerSettingsBuilder();
    }

    private static void requireRange(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
