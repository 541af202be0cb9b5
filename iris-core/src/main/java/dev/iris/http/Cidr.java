package dev.iris.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A range of IPv4 or IPv6 addresses, such as {@code 10.0.0.0/8}. Immutable. */
public final class Cidr {
    private static final Pattern DOTTED = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

    /** More than any range has; no message shows more of a text. */
    private static final int SHOWN = 64;

    private final byte[] network;
    private final int prefix;

    private Cidr(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /**
     * Reads a range; a bare address is the range of that address alone.
     *
     * @throws IllegalArgumentException says what is wrong with the text
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        var network = address(text, slash < 0 ? text : text.substring(0, slash));
        int most = network.length * 8;
        var cidr = new Cidr(network, slash < 0 ? most : prefix(text, text.substring(slash + 1), most));
        if (!Arrays.equals(network, cidr.masked(network))) {
            throw wrong(
                    text,
                    "no bits beyond the prefix, such as " + InetAddressText.of(cidr.masked(network)) + "/"
                            + cidr.prefix);
        }
        return cidr;
    }

    /** Whether the range holds this address of 4 or 16 bytes. */
    boolean contains(byte[] address) {
        return address.length == network.length && Arrays.equals(network, masked(address));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr cidr && prefix == cidr.prefix && Arrays.equals(network, cidr.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefix;
    }

    @Override
    public String toString() {
        return InetAddressText.of(network) + "/" + prefix;
    }

    private byte[] masked(byte[] address) {
        var masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.clamp(prefix - 8L * i, 0, 8);
            masked[i] = (byte) (masked[i] & (0xFF << (8 - kept)));
        }
        return masked;
    }

    private static byte[] address(String text, String literal) {
        if (!DOTTED.matcher(literal).matches() && !COLONS.matcher(literal).matches()) {
            throw wrong(text, "an address and a prefix, such as 10.0.0.0/8 or fd00::/8");
        }
        try {
            return InetAddress.ofLiteral(literal).getAddress();
        } catch (IllegalArgumentException e) {
            throw wrong(text, "an address and a prefix, such as 10.0.0.0/8 or fd00::/8", e);
        }
    }

    private static int prefix(String text, String digits, int most) {
        if (!PREFIX.matcher(digits).matches() || Integer.parseInt(digits) > most) {
            throw wrong(text, "a prefix of 0 to " + most);
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException wrong(String text, String expected) {
        return new IllegalArgumentException(message(text, expected));
    }

    private static IllegalArgumentException wrong(String text, String expected, IllegalArgumentException cause) {
        return new IllegalArgumentException(message(text, expected), cause);
    }

    private static String message(String text, String expected) {
        var shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return "address range " + shown + " (expected: " + expected + ")";
    }
}
