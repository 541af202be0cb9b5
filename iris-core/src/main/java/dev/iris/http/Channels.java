package dev.iris.http;

import dev.iris.model.PartnerTls;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.SecretUnreadableException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes channels of what destinations say of TLS. What stands in files is read anew each time; while a certificate and a private key in
 * files do not belong together, as happens when one of them has been replaced, the last that did stay in use. Thread-safe.
 */
public final class Channels {
    private static final int MOST_KNOWN = 20_000;
    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

    private final SecretFiles files;
    private final ConcurrentMap<PartnerTls, Read> known = new ConcurrentHashMap<>();

    /** The texts of an identity. */
    private record Texts(String certificate, Secret key) {}

    /** What was read already; it is read again when the texts have changed. */
    private record Read(@Nullable Texts texts, @Nullable ClientIdentity identity, List<X509Certificate> authorities) {
        Read refusing(Texts other) {
            return new Read(other, identity, authorities);
        }
    }

    /** Channels whose identities may stand in these files. */
    public Channels(SecretFiles files) {
        this.files = files;
    }

    /**
     * The channel of an owner.
     *
     * @throws SecretUnreadableException the certificate or the private key cannot be read, or the two never belonged together
     */
    public Channel open(String owner, int mostConnections, PartnerTls tls) throws SecretUnreadableException {
        var plain = Channel.of(owner, mostConnections);
        if (tls.equals(PartnerTls.NONE)) {
            return plain;
        }
        var read = read(tls);
        var trusting = plain.withAuthorities(read.authorities);
        return read.identity == null ? trusting : trusting.withIdentity(read.identity);
    }

    /**
     * Sees whether an identity can be shown.
     *
     * @throws IllegalArgumentException says what is wrong with the certificate or the private key
     * @throws SecretUnreadableException the certificate or the private key cannot be read
     */
    public static void check(PartnerTls.Identity identity, SecretFiles files) throws SecretUnreadableException {
        parse(texts(identity, files));
    }

    private Read read(PartnerTls tls) throws SecretUnreadableException {
        var identity = tls.identity();
        var texts = identity == null ? null : texts(identity, files);
        var before = known.get(tls);
        if (before != null && Objects.equals(before.texts, texts)) {
            return before;
        }
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        var read = read(tls, texts, before);
        known.put(tls, read);
        return read;
    }

    private static Read read(PartnerTls tls, @Nullable Texts texts, @Nullable Read before)
            throws SecretUnreadableException {
        try {
            return new Read(texts, texts == null ? null : parse(texts), authorities(tls));
        } catch (IllegalArgumentException e) {
            if (before == null || texts == null) {
                throw new SecretUnreadableException(String.valueOf(e.getMessage()), e);
            }
            LOG.warn("A client identity in files cannot be used: {}; the former one stays in use.", e.getMessage());
            return before.refusing(texts);
        }
    }

    private static Texts texts(PartnerTls.Identity identity, SecretFiles files) throws SecretUnreadableException {
        return new Texts(identity.certificate().resolve(files), identity.key().resolve(files));
    }

    private static ClientIdentity parse(Texts texts) {
        return ClientIdentity.parse(texts.certificate, texts.key);
    }

    private static List<X509Certificate> authorities(PartnerTls tls) {
        return tls.trustedCertificates().stream()
                .flatMap(pem -> Certificates.parse(pem).stream())
                .toList();
    }
}
