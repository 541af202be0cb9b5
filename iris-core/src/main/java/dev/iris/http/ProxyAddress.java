package dev.iris.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The HTTP proxy that connections go through (CONNECT, RFC 9110 section 9.3.6). It sees the addresses of partners and nothing else: TLS
 * is between Iris and the partner. Immutable.
 *
 * @param host name or address, an IPv6 address without brackets; the operator's own choice, so the guard does not judge it
 * @param port 1 to 65535
 */
public record ProxyAddress(String host, int port) {
    private static final String EXPECTED = " (expected: http://host:port)";

    public ProxyAddress {
        require(!host.isEmpty(), "has no host" + EXPECTED);
        require(port > 0 && port <= 65_535, "has no port from 1 to 65535" + EXPECTED);
    }

    /**
     * Reads {@code http://host:port}.
     *
     * @throws IllegalArgumentException says what is wrong; it never quotes the text, which may hold a password
     */
    public static ProxyAddress parse(String text) {
        var uri = uri(text);
        require("http".equalsIgnoreCase(uri.getScheme()), "is no http proxy" + EXPECTED);
        require(uri.getRawUserInfo() == null, "holds a user or password, which is not supported" + EXPECTED);
        require(uri.getHost() != null, "has no host" + EXPECTED);
        var rest = uri.getRawPath() + uri.getRawQuery() + uri.getRawFragment();
        require(rest.equals("nullnull") || rest.equals("/nullnull"), "goes on after the port" + EXPECTED);
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        return new ProxyAddress(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, uri.getPort());
    }

    @Override
    public String toString() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no URL: " + e.getReason() + EXPECTED, e);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
