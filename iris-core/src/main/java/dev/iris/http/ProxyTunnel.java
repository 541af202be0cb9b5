package dev.iris.http;

import dev.iris.http.HttpsResult.Failed;
import io.netty.handler.proxy.ProxyConnectException;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** The way through the proxy: where it is, and what an operator is told when it refuses. Thread-safe. */
final class ProxyTunnel {
    /** Netty tells the proxy's status by its message alone. */
    private static final Pattern STATUS = Pattern.compile("status: ([0-9]{3})");

    private final ProxyAddress proxy;
    private final AddressBook book;

    ProxyTunnel(ProxyAddress proxy, AddressBook book) {
        this.proxy = proxy;
        this.book = book;
    }

    /**
     * Options of a connection to this address of a partner.
     *
     * <p>Vert.x keeps connections through a proxy apart by proxy and host, not by address, and would go on connecting to the address it
     * saw first. A user name without a password is never sent, and keeps them apart.
     */
    ProxyOptions options(InetAddress partner, Duration most)
            throws UnknownHostException, TimeoutException, InterruptedException {
        var address = book.find(proxy.host(), most).getFirst();
        return new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(address.getHostAddress())
                .setUsername(partner.getHostAddress())
                .setPort(proxy.port())
                .setConnectTimeout(HttpsRequest.CONNECT_BOUND);
    }

    static Failed fault(Throwable failure, IdentityKeys keys) {
        var refusal = Causes.find(failure, ProxyConnectException.class);
        if (refusal.isPresent()) {
            return new Failed(
                    EdgeFault.UNREACHABLE, words(String.valueOf(refusal.get().getMessage())));
        }
        if (Causes.find(failure, ConnectException.class).isPresent()) {
            return new Failed(EdgeFault.UNREACHABLE, "the proxy refused the connection or did not answer");
        }
        return ConnectFault.of(failure, keys);
    }

    private static String words(String message) {
        var status = STATUS.matcher(message);
        if (!status.find()) {
            return "the proxy made no connection to the partner";
        }
        return switch (status.group(1)) {
            case "407" -> "the proxy asks for a password (status 407)";
            case "403" -> "the proxy does not allow connections to the partner (status 403)";
            default -> "the proxy made no connection to the partner (status " + status.group(1) + ")";
        };
    }
}
