package dev.iris.http;

import java.util.regex.Pattern;

/** Hosts that are numbers: those in the one usual spelling are addresses, all others only hide one. */
final class NumericHost {
    /** A last label that begins with a digit makes a host an address, however it is spelled; no public name ends so. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?[0-9][^.]*");

    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");

    private NumericHost() {}

    /** Whether the host is an IPv4 address in octal, hexadecimal, shortened or otherwise unusual spelling. */
    static boolean isDisguised(String host) {
        return !host.contains(":") && NUMERIC.matcher(host).matches() && !isPlain(host);
    }

    private static boolean isPlain(String host) {
        var octets = host.split("\\.", -1);
        for (var octet : octets) {
            if (!OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 255) {
                return false;
            }
        }
        return octets.length == 4;
    }
}
