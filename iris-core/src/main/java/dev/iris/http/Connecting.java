package dev.iris.http;

import dev.iris.http.Connected.Ready;
import dev.iris.http.Connected.Refused;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request on its way to a connection, over addresses that the guard allowed. Confined to one call. */
final class Connecting {
    private static final int OLD_CONNECTIONS = 5;

    private final ChannelConnections connections;
    private final HttpsRequest request;
    private final String host;
    private final AddressBook book;
    private final @Nullable ProxyTunnel tunnel;

    Connecting(
            ChannelConnections connections,
            HttpsRequest request,
            String host,
            AddressBook book,
            @Nullable ProxyTunnel tunnel) {
        this.connections = connections;
        this.request = request;
        this.host = host;
        this.book = book;
        this.tunnel = tunnel;
    }

    Connected tryInTurn(List<InetAddress> addresses, Deadline deadline) throws InterruptedException {
        Connected last = Refused.because(EdgeFault.UNREACHABLE, "the host has no address");
        for (int i = 0; i < addresses.size(); i++) {
            var share = deadline.left().dividedBy(addresses.size() - i);
            last = connect(addresses.get(i), deadline.within(share));
            if (last instanceof Ready) {
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
        var opening = open(options);
        try {
            var stream = opening.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            var life = connections.lives().find(stream.connection());
            return life.isPresent() && life.get().enter()
                    ? new Ready(stream, life.get())
                    : insteadOf(stream, life, options, deadline, oldOnes);
        } catch (ExecutionException e) {
            var failure = e.getCause() == null ? e : e.getCause();
            return failure instanceof HttpClosedException && oldOnes > 0
                    ? connect(options, deadline, oldOnes - 1)
                    : new Refused(fault(failure));
        } catch (TimeoutException e) {
            abandon(opening);
            return Refused.because(EdgeFault.UNREACHABLE, "no connection was made in time");
        } catch (InterruptedException e) {
            abandon(opening);
            throw e;
        }
    }

    private Connected insteadOf(
            HttpClientRequest old,
            Optional<ConnectionLife> life,
            RequestOptions options,
            Deadline deadline,
            int oldOnes)
            throws InterruptedException {
        boolean isShared = old.version() == HttpVersion.HTTP_2;
        drop(old);
        if (oldOnes == 0) {
            return Refused.because(EdgeFault.UNREACHABLE, "every connection ended before it could be used");
        }
        if (life.isPresent()) {
            life.get().awaitEnd(isShared, deadline.left());
        }
        return connect(options, deadline, oldOnes - 1);
    }

    private HttpsResult.Failed fault(Throwable failure) {
        return tunnel == null
                ? ConnectFault.of(failure, connections.keys())
                : ProxyTunnel.fault(failure, connections.keys());
    }

    private CompletableFuture<HttpClientRequest> open(RequestOptions options) {
        try {
            return connections.client().request(options).toCompletionStage().toCompletableFuture();
        } catch (IllegalStateException | RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e); // the client is closed
        }
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

    /** A connection that comes too late goes back to the pool. */
    private static void abandon(CompletableFuture<HttpClientRequest> opening) {
        var _ = opening.thenAccept(Connecting::drop);
    }

    private static void drop(HttpClientRequest unsent) {
        unsent.exceptionHandler(reset -> {}); // nobody waits for it, and Vert.x would log it
        unsent.reset();
    }
}
