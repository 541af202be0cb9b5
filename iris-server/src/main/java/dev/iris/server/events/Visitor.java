package dev.iris.server.events;

import dev.iris.model.Contact;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an event may tell of whoever used the device: address and browser. */
final class Visitor {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private Visitor() {}

    /** An IPv4 or IPv6 address; no name is ever looked up. */
    static String address(String text) {
        if (text.length() <= Contact.LONGEST_IP
                && (IPV4.matcher(text).matches() || IPV6.matcher(text).matches())) {
            try {
                var _ = InetAddress.ofLiteral(text);
                return text;
            } catch (IllegalArgumentException e) {
                throw notAnAddress(e);
            }
        }
        throw notAnAddress(null);
    }

    /** A User-Agent header's value. */
    static String userAgent(String text) {
        var length = text.codePointCount(0, text.length());
        if (length > Contact.LONGEST_USER_AGENT) {
            throw new IllegalArgumentException(
                    "is " + length + " characters long (expected: at most " + Contact.LONGEST_USER_AGENT + ")");
        }
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("holds a control character (expected: none)");
        }
        return text;
    }

    private static IllegalArgumentException notAnAddress(@Nullable Throwable cause) {
        return new IllegalArgumentException("is no address (expected: an IPv4 or IPv6 address)", cause);
    }
}
