package dev.iris.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** An absolute {@code https} URL without user information or fragment. Immutable. */
public final class HttpsUrl {
    private static final int MOST = 2_048;
    private static final int LONGEST_HOST = 253;

    private final URI uri;

    private HttpsUrl(URI uri) {
        this.uri = uri;
    }

    /**
     * Reads a URL; a bare {@code api.partner.com/path} means https.
     *
     * @throws IllegalArgumentException says what is wrong; it never quotes the text, which may hold a password
     */
    public static HttpsUrl parse(String text) {
        if (text.length() > MOST) {
            throw new IllegalArgumentException(
                    "is " + text.length() + " characters long (expected: at most " + MOST + ")");
        }
        var uri = uri(text.contains("://") ? text : "https://" + text);
        require("https".equalsIgnoreCase(uri.getScheme()), "is not https (expected: https://host/path)");
        require(uri.getRawUserInfo() == null, "holds user information (expected: none; credentials belong in auth)");
        require(uri.getRawFragment() == null, "holds a fragment (expected: none)");
        require(
                ascii(text),
                "holds a character that is not ASCII (expected: percent-encoded, a host name in its xn-- form)");
        require(
                uri.getHost() != null && !uri.getHost().isEmpty(),
                "has no host name or a malformed port (expected: https://host/path)");
        require(uri.getHost().length() <= LONGEST_HOST, "has too long a host name (expected: at most 253 characters)");
        require(!uri.getHost().contains("%"), "holds a zone of an address (expected: none)");
        require(possiblePort(uri), "has an impossible port (expected: 1 to 65535)");
        return new HttpsUrl(uri);
    }

    /** Host name or address in lower case; an IPv6 address without its brackets. */
    public String host() {
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Port, 443 unless the URL names another. */
    public int port() {
        return uri.getPort() == -1 ? 443 : uri.getPort();
    }

    /** Path and query as they are sent. */
    public String requestTarget() {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** Scheme, host and port, the same for the same host with or without a dot at its end: secrets of one origin are never sent to another. */
    public String origin() {
        var host = host().replaceFirst("\\.$", "");
        return "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HttpsUrl url && uri.equals(url.uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }

    @Override
    public String toString() {
        return uri.toString();
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no URL: " + e.getReason() + " (expected: https://host/path)", e);
        }
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean possiblePort(URI uri) {
        return !uri.getRawAuthority().endsWith(":") && uri.getPort() != 0 && uri.getPort() <= 65_535;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
