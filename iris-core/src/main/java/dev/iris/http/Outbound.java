package dev.iris.http;

import dev.iris.model.PartnerTls;
import dev.iris.model.SecretFiles;
import dev.iris.model.SecretUnreadableException;

/**
 * How requests go out to partners, whoever makes them. Immutable.
 *
 * @param userAgent the User-Agent of every request
 * @param files in which secrets may stand
 */
public record Outbound(HttpsEdge edge, String userAgent, SecretFiles files, Channels channels) {
    public Outbound(HttpsEdge edge, String userAgent, SecretFiles files) {
        this(edge, userAgent, files, new Channels(files));
    }

    /**
     * The channel of an owner.
     *
     * @throws SecretUnreadableException the private key cannot be read, or does not belong to the certificate
     */
    public Channel channel(String owner, int mostConnections, PartnerTls tls) throws SecretUnreadableException {
        return channels.open(owner, mostConnections, tls);
    }
}
