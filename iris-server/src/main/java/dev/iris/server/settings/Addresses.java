package dev.iris.server.settings;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** The forms of hosts and address ranges; no name is ever looked up. */
final class Addresses {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern FOUR_PARTS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private Addresses() {}

    /** A host name or an address; an IPv6 address may stand in brackets. */
    static String host(String text) {
        var bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!HOST.matcher(bare).matches() && literal(bare).isEmpty()) {
            throw new IllegalArgumentException(Texts.quote(text) + " (expected: a host name or an address)");
        }
        return bare;
    }

    /** Whether only this machine can reach the host; of names only {@code localhost} is known to be so. */
    static boolean loopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || literal(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    private static Optional<InetAddress> literal(String text) {
        if (!text.contains(":") && !FOUR_PARTS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
