package dev.iris.http;

import dev.iris.http.Connected.Refused;
import dev.iris.model.HttpsUrl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over connections to allowed addresses of a host. Thread-safe.
 *
 * <p>The guard judges the very address that is connected to: between a check of a name and a second look-up the answer could change. A
 * proxy is given that address too, not the name.
 */
final class Connector {
    private static final int MOST_ADDRESSES_TRIED = 4;

    private final AddressBook book;
    private final AddressGuard guard;
    private final @Nullable ProxyTunnel tunnel;

    Connector(AddressBook book, AddressGuard guard, @Nullable ProxyTunnel tunnel) {
        this.book = book;
        this.guard = guard;
        this.tunnel = tunnel;
    }

    Connected exchange(ChannelConnections connections, HttpsRequest request, Exchange.Limits limits)
            throws InterruptedException {
        var deadline = limits.connecting();
        var host = host(request.url());
        if (NumericHost.isDisguised(host)) {
            return Refused.because(
                    EdgeFault.ADDRESS_FORBIDDEN,
                    "the host is an address in an unusual spelling (expected: a name, or four decimal numbers)");
        }
        List<InetAddress> found;
        try {
            found = book.find(host, deadline.left());
        } catch (UnknownHostException e) {
            return Refused.because(EdgeFault.UNREACHABLE, "the host name does not resolve");
        } catch (TimeoutException e) {
            return Refused.because(EdgeFault.UNREACHABLE, "the host name did not resolve in time");
        }
        var allowed =
                found.stream().filter(guard::allows).limit(MOST_ADDRESSES_TRIED).toList();
        if (allowed.isEmpty()) {
            return Refused.because(
                    EdgeFault.ADDRESS_FORBIDDEN,
                    "the host is at " + found.getFirst().getHostAddress());
        }
        return new Connecting(connections, request, host, book, tunnel, limits).tryInTurn(allowed);
    }

    /** The host without the dot that makes a name absolute: certificates and the Host header name it without. */
    static String host(HttpsUrl url) {
        var host = url.host();
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
