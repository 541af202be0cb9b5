package dev.iris.server.control;

import dev.iris.http.Certificates;
import dev.iris.http.Channels;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Members;
import dev.iris.model.CertificateSource;
import dev.iris.model.CertificateSource.InFile;
import dev.iris.model.CertificateSource.Told;
import dev.iris.model.PartnerTls;
import dev.iris.model.SecretUnreadableException;
import java.util.Optional;

/** Reads what of TLS is particular to a destination; a private key that is left out stays what it was. Confined to one reading. */
final class TlsReader {
    private static final int MOST_PEM = 60_000;

    private final Members tls;
    private final SecretReader secrets;
    private final Vetting vetting;

    TlsReader(Members tls, Kept kept, Vetting vetting) {
        this.tls = tls;
        this.secrets = new SecretReader(tls, kept, vetting, null);
        this.vetting = vetting;
    }

    PartnerTls read() {
        var authorities = tls.texts("trustedCertificates", TlsReader::certificates);
        var identity = identity();
        tls.refuseUnknown();
        return new PartnerTls(identity.filter(this::belongsTogether).orElse(null), authorities);
    }

    private Optional<PartnerTls.Identity> identity() {
        var told = tls.value("certificate");
        if (told.isPresent()) {
            var certificate = certificate(told.get());
            return secrets.one("key", Credentials::privateKey)
                    .flatMap(key -> certificate.map(chain -> new PartnerTls.Identity(chain, key)));
        }
        if (tls.value("key").isPresent()) {
            tls.problem("certificate", "is missing beside key");
            secrets.one("key", Credentials::privateKey);
        }
        return Optional.empty();
    }

    private Optional<CertificateSource> certificate(JsonValue told) {
        return told instanceof JsonObject object
                ? secrets.file("certificate", object).map(InFile::new)
                : tls.text("certificate", TlsReader::certificates).map(Told::new);
    }

    private boolean belongsTogether(PartnerTls.Identity identity) {
        if (identity.isInFiles() && vetting.trustsFiles()) {
            return true;
        }
        try {
            Channels.check(identity, vetting.files());
            return true;
        } catch (IllegalArgumentException | SecretUnreadableException e) {
            tls.problem("key", String.valueOf(e.getMessage()));
            return false;
        }
    }

    private static String certificates(String pem) {
        if (pem.length() > MOST_PEM) {
            throw new IllegalArgumentException("is too long (expected: at most " + MOST_PEM + " characters of PEM)");
        }
        Certificates.parse(pem);
        return pem;
    }
}
