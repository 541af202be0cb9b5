package dev.iris.http;

import dev.iris.http.HttpsResult.Failed;
import dev.iris.http.PartnerTrust.UntrustedCertificateException;
import dev.iris.http.PartnerTrust.WrongHostException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.net.ConnectException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What an operator is told of a connection that was not made. */
final class ConnectFault {
    private ConnectFault() {}

    static Failed of(Throwable failure) {
        if (find(failure, UntrustedCertificateException.class).isPresent()) {
            return new Failed(EdgeFault.CERTIFICATE_UNTRUSTED, untrusted(failure));
        }
        if (find(failure, WrongHostException.class).isPresent()) {
            return new Failed(EdgeFault.CERTIFICATE_HOST, "the certificate does not name this host");
        }
        return new Failed(EdgeFault.UNREACHABLE, unreachable(failure));
    }

    private static String untrusted(Throwable failure) {
        if (find(failure, CertificateExpiredException.class).isPresent()) {
            return "the certificate has expired";
        }
        return find(failure, CertificateNotYetValidException.class)
                .map(e -> "the certificate is not valid yet")
                .orElse("no trusted authority signed the certificate");
    }

    private static String unreachable(Throwable failure) {
        if (find(failure, SSLException.class).isPresent()) {
            return "the TLS handshake failed";
        }
        if (find(failure, ConnectionPoolTooBusyException.class).isPresent()) {
            return "too many requests wait for a connection to this host";
        }
        return find(failure, ConnectException.class)
                .map(e -> "the connection was refused or not answered")
                .orElse("no connection was made");
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return Stream.iterate(Optional.of(failure), Optional::isPresent, e -> e.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .limit(20)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
