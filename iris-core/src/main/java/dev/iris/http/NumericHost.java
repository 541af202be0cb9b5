package dev.iris.http;

/** Hosts that are numbers: those in the one usual spelling are addresses, all others only hide one. Looked at for every request. */
final class NumericHost {
    private static final int OCTETS = 4;
    private static final int MOST = 255;

    private NumericHost() {}

    /** Whether the host is an IPv4 address in octal, hexadecimal, shortened or otherwise unusual spelling. */
    static boolean isDisguised(String host) {
        return host.indexOf(':') < 0 && endsInNumber(host) && !isPlain(host);
    }

    /** A last label that begins with a digit makes a host an address, however it is spelled; no public name ends so. */
    private static boolean endsInNumber(String host) {
        int last = host.lastIndexOf('.') + 1;
        return last < host.length() && isDigit(host.charAt(last));
    }

    private static boolean isPlain(String host) {
        int octets = 0;
        int start = 0;
        while (start <= host.length()) {
            int dot = host.indexOf('.', start);
            int end = dot < 0 ? host.length() : dot;
            if (!isOctet(host, start, end)) {
                return false;
            }
            octets++;
            start = end + 1;
        }
        return octets == OCTETS;
    }

    private static boolean isOctet(String host, int start, int end) {
        int digits = end - start;
        if (digits < 1 || digits > 3 || (digits > 1 && host.charAt(start) == '0')) {
            return false;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            if (!isDigit(host.charAt(i))) {
                return false;
            }
            value = 10 * value + host.charAt(i) - '0';
        }
        return value <= MOST;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
