package dev.iris.http;

import dev.iris.http.HttpsResult.Failed;
import dev.iris.http.PartnerTrust.UntrustedCertificateException;
import dev.iris.http.PartnerTrust.WrongHostException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.net.ConnectException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/** What an operator is told of a connection that was not made. */
final class ConnectFault {
    private ConnectFault() {}

    static Failed of(Throwable failure, IdentityKeys keys) {
        if (Causes.find(failure, UntrustedCertificateException.class).isPresent()) {
            return new Failed(EdgeFault.CERTIFICATE_UNTRUSTED, untrusted(failure));
        }
        if (Causes.find(failure, WrongHostException.class).isPresent()) {
            return new Failed(EdgeFault.CERTIFICATE_HOST, "the certificate does not name this host");
        }
        return new Failed(EdgeFault.UNREACHABLE, TlsFault.find(failure, keys).orElseGet(() -> unreachable(failure)));
    }

    private static String untrusted(Throwable failure) {
        if (Causes.find(failure, CertificateExpiredException.class).isPresent()) {
            return "the certificate has expired";
        }
        if (Causes.find(failure, CertificateNotYetValidException.class).isPresent()) {
            return "the certificate is not valid yet";
        }
        return Causes.find(failure, CertPathValidatorException.class)
                .filter(e -> e.getReason() == BasicReason.ALGORITHM_CONSTRAINED)
                .map(e -> "the certificate's key or signature is too weak")
                .orElse("no trusted authority signed the certificate");
    }

    private static String unreachable(Throwable failure) {
        if (Causes.find(failure, ConnectionPoolTooBusyException.class).isPresent()) {
            return "no connection was made in time, and earlier attempts have not ended";
        }
        return Causes.find(failure, ConnectException.class)
                .map(e -> "the connection was refused or not answered")
                .orElse("no connection was made");
    }
}
