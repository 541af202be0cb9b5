package dev.iris.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What an operator is told of TLS that did not come about, or was ended by the partner. */
final class TlsFault {
    /** What a partner says of a client's certificate (RFC 8446 section 6.2). */
    private static final Set<String> ABOUT_CERTIFICATE = Set.of(
            "access_denied",
            "bad_certificate",
            "certificate_expired",
            "certificate_revoked",
            "certificate_unknown",
            "unknown_ca",
            "unsupported_certificate");

    /** Engines tell an alert by its message alone: the JDK's, and BoringSSL, which names it in capitals after a version. */
    private static final Pattern RECEIVED =
            Pattern.compile("Received fatal alert: ([a-z_]+)|(?:SSLV3|TLSV1)_ALERT_([A-Z_]+)");

    private static final Pattern TOO_OLD = Pattern.compile(
            "protocol version|\\(protocol_version\\)|No appropriate protocol|UNSUPPORTED_PROTOCOL",
            Pattern.CASE_INSENSITIVE);

    private TlsFault() {}

    /** Words for the failure of a handshake; empty when it is none of TLS. */
    static Optional<String> find(Throwable failure, IdentityKeys keys) {
        return findAlert(failure, keys)
                .or(() -> Causes.find(failure, SSLException.class).map(e -> "the TLS handshake failed"));
    }

    /** Words for what the partner, or TLS itself, says of the failure; empty when neither does. */
    static Optional<String> findAlert(Throwable failure, IdentityKeys keys) {
        return Causes.of(failure)
                .filter(SSLException.class::isInstance)
                .map(e -> String.valueOf(e.getMessage()))
                .flatMap(message -> words(message, keys).stream())
                .findFirst();
    }

    private static Optional<String> words(String message, IdentityKeys keys) {
        var alert = RECEIVED.matcher(message);
        if (alert.find()) {
            var ofJdk = alert.group(1);
            return Optional.of(alertWords(ofJdk == null ? alert.group(2).toLowerCase(Locale.ROOT) : ofJdk, keys));
        }
        return TOO_OLD.matcher(message).find() ? Optional.of(tooOld()) : Optional.empty();
    }

    private static String alertWords(String alert, IdentityKeys keys) {
        if (alert.equals("protocol_version")) {
            return tooOld();
        }
        if (keys.areMissed()) {
            return "the partner demands a client certificate (TLS alert " + alert + ")";
        }
        return keys.areSet() && ABOUT_CERTIFICATE.contains(alert)
                ? "the partner refused the client certificate (TLS alert " + alert + ")"
                : "the partner refused the TLS handshake (TLS alert " + alert + ")";
    }

    private static String tooOld() {
        return "the partner speaks no TLS 1.2 or later";
    }
}
