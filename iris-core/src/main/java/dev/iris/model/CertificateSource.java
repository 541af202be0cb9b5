package dev.iris.model;

/** Where the certificate chain of a client comes from; it is no secret, but stands where its private key does. */
public sealed interface CertificateSource {
    /**
     * Iris keeps it.
     *
     * @param pem text of the chain, Iris's own certificate first
     */
    record Told(String pem) implements CertificateSource {}

    /** It stands in a file beside the secrets, which is read anew before each use. */
    record InFile(SecretSource.InFile file) implements CertificateSource {}

    /**
     * The PEM text of the chain as it is now.
     *
     * @throws SecretUnreadableException when it stands in a file that cannot be read
     */
    default String resolve(SecretFiles files) throws SecretUnreadableException {
        return switch (this) {
            case Told(String pem) -> pem;
            case InFile(SecretSource.InFile file) -> file.resolve(files).reveal();
        };
    }
}
