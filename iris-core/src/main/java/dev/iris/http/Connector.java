package dev.iris.http;

import dev.iris.http.Connected.Ready;
import dev.iris.http.Connected.Refused;
import dev.iris.model.HttpsUrl;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gets a connection to an allowed address of a host. Thread-safe.
 *
 * <p>The guard judges the very address that is connected to: between a check of a name and a second look-up the answer could change.
 */
final class Connector {
    private static final int MOST_ADDRESSES_TRIED = 4;

    private final HttpClient client;
    private final AddressBook book;
    private final AddressGuard guard;

    Connector(HttpClient client, AddressBook book, AddressGuard guard) {
        this.client = client;
        this.book = book;
        this.guard = guard;
    }

    Connected open(HttpsRequest request, Deadline deadline) throws InterruptedException {
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
        return tryInTurn(request, host, allowed, deadline);
    }

    private Connected tryInTurn(HttpsRequest request, String host, List<InetAddress> addresses, Deadline deadline)
            throws InterruptedException {
        Connected last = Refused.because(EdgeFault.UNREACHABLE, "the host has no address");
        for (int i = 0; i < addresses.size(); i++) {
            var share = deadline.left().dividedBy(addresses.size() - i);
            last = connect(request, host, addresses.get(i), deadline.within(share));
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

    private Connected connect(HttpsRequest request, String host, InetAddress address, Deadline deadline)
            throws InterruptedException {
        var opening = open(options(request, host, address, deadline));
        try {
            return new Ready(opening.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            return new Refused(ConnectFault.of(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            abandon(opening);
            return Refused.because(EdgeFault.UNREACHABLE, "no connection was made in time");
        } catch (InterruptedException e) {
            abandon(opening);
            throw e;
        }
    }

    private CompletableFuture<HttpClientRequest> open(RequestOptions options) {
        try {
            return client.request(options).toCompletionStage().toCompletableFuture();
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(e); // the client is closed
        }
    }

    private static RequestOptions options(HttpsRequest request, String host, InetAddress address, Deadline deadline) {
        var url = request.url();
        return new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
                .setHost(host)
                .setPort(url.port())
                .setSsl(true)
                .setURI(url.requestTarget())
                .setFollowRedirects(false)
                .setConnectTimeout(Math.max(1, deadline.left().toMillis()));
    }

    /** A connection that comes too late goes back to the pool. */
    private static void abandon(CompletableFuture<HttpClientRequest> opening) {
        var _ = opening.thenAccept(HttpClientRequest::reset);
    }

    /** The host without the dot that makes a name absolute: certificates and the Host header name it without. */
    static String host(HttpsUrl url) {
        var host = url.host();
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
