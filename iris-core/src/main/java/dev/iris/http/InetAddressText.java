package dev.iris.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses as people write them. */
final class InetAddressText {
    private InetAddressText() {}

    static String of(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address.length + " bytes of address (expected: 4 or 16)", e);
        }
    }
}
