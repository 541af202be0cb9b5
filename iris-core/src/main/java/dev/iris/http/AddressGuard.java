package dev.iris.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides which addresses Iris may speak to: public unicast ones, and the ranges that the operator allows. Immutable.
 *
 * <p>An IPv6 address that carries an IPv4 address (mapped, NAT64, 6to4, Teredo) is only as good as what it carries, or a
 * partner could name the inside of the network in another spelling. Sources: the IANA special-purpose address registries (RFC 6890),
 * RFC 6052, RFC 3056, RFC 4380.
 */
public final class AddressGuard {
    private static final List<Cidr> SPECIAL_4 = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32", // a cloud's host agent, at a public address
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3");
    private static final List<Cidr> SPECIAL_6 =
            ranges("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20", "5f00::/16");
    private static final Cidr GLOBAL_6 = Cidr.parse("2000::/3");
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
    private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
    private static final Cidr TEREDO = Cidr.parse("2001::/32");

    private final List<Cidr> allowed;

    /** A guard that lets public addresses pass, and those of these ranges. */
    public AddressGuard(List<Cidr> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Whether Iris may connect to the address. */
    public boolean allows(InetAddress address) {
        return allows(address.getAddress());
    }

    boolean allows(byte[] address) {
        if (isMapped(address)) {
            return allows(Arrays.copyOfRange(address, 12, 16));
        }
        if (allowed.stream().anyMatch(range -> range.contains(address))) {
            return true;
        }
        return address.length == 4 ? isOutside(SPECIAL_4, address) : allows6(address);
    }

    private boolean allows6(byte[] address) {
        if (NAT64.contains(address)) {
            return allows(Arrays.copyOfRange(address, 12, 16));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return allows(Arrays.copyOfRange(address, 2, 6));
        }
        if (TEREDO.contains(address)) {
            return allows(Arrays.copyOfRange(address, 4, 8)) && allows(teredoClient(address));
        }
        return GLOBAL_6.contains(address) && isOutside(SPECIAL_6, address);
    }

    /** Teredo hides the client's address by inverting its bits (RFC 4380 section 4). */
    private static byte[] teredoClient(byte[] address) {
        var client = Arrays.copyOfRange(address, 12, 16);
        for (int i = 0; i < client.length; i++) {
            client[i] = (byte) ~client[i];
        }
        return client;
    }

    private static boolean isMapped(byte[] address) {
        return address.length == 16 && Arrays.equals(address, 0, 12, MAPPED, 0, 12);
    }

    private static boolean isOutside(List<Cidr> ranges, byte[] address) {
        return ranges.stream().noneMatch(range -> range.contains(address));
    }

    private static List<Cidr> ranges(String... texts) {
        return Stream.of(texts).map(Cidr::parse).toList();
    }
}
