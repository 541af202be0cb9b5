package dev.iris.http;

import dev.iris.http.Connected.Ended;
import dev.iris.http.Connected.Refused;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request on its way to a connection, over addresses that the guard allowed, and its exchange there. Confined to one call. */
final class Connecting {
    private static final int OLD_CONNECTIONS = 5;

    private final ChannelConnections connections;
    private final HttpsRequest request;
    private final String host;
    private final AddressBook book;
    private final @Nullable ProxyTunnel tunnel;
    private final Exchange.Limits limits;

    Connecting(
            ChannelConnections connections,
            HttpsRequest request,
            String host,
            AddressBook book,
            @Nullable ProxyTunnel tunnel,
            Exchange.Limits limits) {
        this.connections = connections;
        this.request = request;
        this.host = host;
        this.book = book;
        this.tunnel = tunnel;
        this.limits = limits;
    }

    Connected tryInTurn(List<InetAddress> addresses) throws InterruptedException {
        var deadline = limits.connecting();
        Connected last = Refused.because(EdgeFault.UNREACHABLE, "the host has no address");
        for (int i = 0; i < addresses.size(); i++) {
            var share = deadline.left().dividedBy(addresses.size() - i);
            last = connect(addresses.get(i), deadline.within(share));
            if (last instanceof Ended) {
                book.prefer(host, addresses.get(i));
                return last;
            }
            if (last instanceof Refused refused && !refused.isWorthAnotherAddress()) {
                return last;
            }
        }
        return last;
    }

    private Connected connect(InetAddress address, Deadline deadline) throws InterruptedException {
        RequestOptions options;
        try {
            options = options(address, deadline);
        } catch (UnknownHostException | TimeoutException e) {
            return Refused.because(EdgeFault.UNREACHABLE, "the proxy's host name does not resolve");
        }
        return connect(options, deadline, OLD_CONNECTIONS);
    }

    /** A kept connection may end in the moment it is taken; as nothing was sent on it, another is tried. */
    private Connected connect(RequestOptions options, Deadline deadline, int oldOnes) throws InterruptedException {
        var exchange = new Exchange(connections, request, limits);
        return switch (exchange.run(options, deadline)) {
            case Exchange.Ending.Done(var result) -> new Ended(result);
            case Exchange.Ending.TooLate _ -> Refused.because(EdgeFault.UNREACHABLE, "no connection was made in time");
            case Exchange.Ending.Unconnected(var failure) ->
                failure instanceof HttpClosedException && oldOnes > 0
                        ? connect(options, deadline, oldOnes - 1)
                        : new Refused(fault(failure));
            case Exchange.Ending.Old old -> insteadOf(old, options, deadline, oldOnes);
        };
    }

    private Connected insteadOf(Exchange.Ending.Old old, RequestOptions options, Deadline deadline, int oldOnes)
            throws InterruptedException {
        if (oldOnes == 0) {
            return Refused.because(EdgeFault.UNREACHABLE, "every connection ended before it could be used");
        }
        if (old.life().isPresent()) {
            old.life().get().awaitEnd(old.isShared(), deadline.left());
        }
        return connect(options, deadline, oldOnes - 1);
    }

    private HttpsResult.Failed fault(Throwable failure) {
        return tunnel == null
                ? ConnectFault.of(failure, connections.keys())
                : ProxyTunnel.fault(failure, connections.keys());
    }

    private RequestOptions options(InetAddress address, Deadline deadline)
            throws UnknownHostException, TimeoutException, InterruptedException {
        var url = request.url();
        var options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
                .setHost(host)
                .setPort(url.port())
                .setSsl(true)
                .setURI(request.target())
                .setFollowRedirects(false)
                .setConnectTimeout(Math.max(1, deadline.left().toMillis()));
        return tunnel == null ? options : options.setProxyOptions(tunnel.options(address, deadline.left()));
    }
}
