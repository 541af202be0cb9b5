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

/** Makes channels of what destinations say of TLS; a private key in a file is read anew each time. Thread-safe. */
public final class Channels {
    private static final int MOST_KNOWN = 20_000;

    private final SecretFiles files;
    private final ConcurrentMap<PartnerTls, Read> known = new ConcurrentHashMap<>();

    /** Texts that were read already; they are read again when the key has changed. */
    private record Read(@Nullable Secret key, @Nullable ClientIdentity identity, List<X509Certificate> authorities) {}

    /** Channels whose private keys may stand in these files. */
    public Channels(SecretFiles files) {
        this.files = files;
    }

    /**
     * The channel of an owner.
     *
     * @throws SecretUnreadableException the private key cannot be read, or does not belong to the certificate
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
     * @throws SecretUnreadableException the private key cannot be read
     */
    public static void check(PartnerTls.Identity identity, SecretFiles files) throws SecretUnreadableException {
        ClientIdentity.parse(identity.certificate(), identity.key().resolve(files));
    }

    private Read read(PartnerTls tls) throws SecretUnreadableException {
        var key = key(tls, files);
        var before = known.get(tls);
        if (before != null && Objects.equals(before.key, key)) {
            return before;
        }
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        try {
            var read = read(tls, key);
            known.put(tls, read);
            return read;
        } catch (IllegalArgumentException e) {
            throw new SecretUnreadableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static @Nullable Secret key(PartnerTls tls, SecretFiles files) throws SecretUnreadableException {
        var identity = tls.identity();
        return identity == null ? null : identity.key().resolve(files);
    }

    private static Read read(PartnerTls tls, @Nullable Secret key) {
        var identity = tls.identity();
        return new Read(
                key,
                identity == null || key == null ? null : ClientIdentity.parse(identity.certificate(), key),
                tls.trustedCertificates().stream()
                        .flatMap(pem -> Certificates.parse(pem).stream())
                        .toList());
    }
}
