package dev.iris.http;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way to one partner. Requests of one channel share connections with each other and with nobody else, so a partner that hangs
 * holds up its own channel only. Immutable.
 *
 * @param owner whom the channel belongs to, such as {@code #7}: two owners share nothing, even if all else is equal
 * @param mostConnections requests at once, 1 to 512; each has a connection of its own unless HTTP/2 lets them share
 * @param identity who Iris is to a partner that asks for a client certificate; null to show none
 * @param authorities trusted on this channel besides those of the edge
 * @param http2 whether HTTP/2 is offered; a partner that does not speak it is spoken to in HTTP/1.1
 * @param renegotiation whether the partner may renegotiate TLS 1.2 within an exchange, which is how some ask for a certificate
 */
public record Channel(
        String owner,
        int mostConnections,
        @Nullable ClientIdentity identity,
        List<X509Certificate> authorities,
        boolean http2,
        boolean renegotiation) {
    /** Upper bound of {@code mostConnections}. */
    public static final int MOST_CONNECTIONS = 512;

    /** For requests that nobody waits for: all who name no channel share it. */
    public static final Channel COMMON = of("", 64);

    public Channel {
        authorities = List.copyOf(authorities);
        if (mostConnections < 1 || mostConnections > MOST_CONNECTIONS) {
            throw new IllegalArgumentException(
                    "mostConnections " + mostConnections + " (expected: 1 to " + MOST_CONNECTIONS + ")");
        }
    }

    /** A channel over HTTP/1.1 that shows no client certificate and trusts whom the edge trusts. */
    public static Channel of(String owner, int mostConnections) {
        return new Channel(owner, mostConnections, null, List.of(), false, false);
    }

    /** The same channel, showing this identity, for which a partner may ask at any time. */
    public Channel withIdentity(ClientIdentity shown) {
        return new Channel(owner, mostConnections, shown, authorities, http2, true);
    }

    /** The same channel, trusting these authorities too. */
    public Channel withAuthorities(List<X509Certificate> trusted) {
        return new Channel(owner, mostConnections, identity, trusted, http2, renegotiation);
    }

    /** The same channel, offering HTTP/2. */
    public Channel withHttp2() {
        return new Channel(owner, mostConnections, identity, authorities, true, renegotiation);
    }

    /** The same channel to a partner that may renegotiate. */
    public Channel withRenegotiation() {
        return new Channel(owner, mostConnections, identity, authorities, http2, true);
    }

    /** By the owner alone, as it is asked for with every request. */
    @Override
    public int hashCode() {
        return owner.hashCode();
    }
}
