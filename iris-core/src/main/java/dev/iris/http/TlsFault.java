package dev.iris.http;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What an operator is told of TLS that did not come about, or was ended by the partner. */
final class TlsFault {
    /** What a partner says of a client's certificate, or of none (RFC 8446 section 6.2). */
    private static final Set<String> ABOUT_CERTIFICATE = Set.of(
            "access_denied",
            "bad_certificate",
            "certificate_expired",
            "certificate_required",
            "certificate_revoked",
            "certificate_unknown",
            "unknown_ca",
            "unsupported_certificate");

    /** The JDK tells an alert by its message alone. */
    private static final Pattern RECEIVED = Pattern.compile("Received fatal alert: ([a-z_]+)");

    private static final Pattern TOO_OLD = Pattern.compile(
            "protocol version|\\(protocol_version\\)|No appropriate protocol", Pattern.CASE_INSENSITIVE);

    private TlsFault() {}

    /** Words for the failure; empty when it is none of TLS. */
    static Optional<String> find(Throwable failure, Channel channel) {
        if (Causes.find(failure, SSLException.class).isEmpty()) {
            return Optional.empty();
        }
        return Causes.of(failure)
                .filter(SSLException.class::isInstance)
                .map(e -> String.valueOf(e.getMessage()))
                .flatMap(message -> words(message, channel).stream())
                .findFirst()
                .or(() -> Optional.of("the TLS handshake failed"));
    }

    private static Optional<String> words(String message, Channel channel) {
        var alert = RECEIVED.matcher(message);
        if (alert.find()) {
            return Optional.of(words(alert.group(1), channel.identity() != null));
        }
        return TOO_OLD.matcher(message).find() ? Optional.of(tooOld()) : Optional.empty();
    }

    private static String words(String alert, boolean certificateIsSet) {
        if (alert.equals("protocol_version")) {
            return tooOld();
        }
        if (ABOUT_CERTIFICATE.contains(alert)) {
            return "the partner " + (certificateIsSet ? "refused the" : "demands a") + " client certificate (TLS alert "
                    + alert + ")";
        }
        return "the partner refused the TLS handshake (TLS alert " + alert + ")";
    }

    private static String tooOld() {
        return "the partner speaks no TLS 1.2 or later";
    }
}
