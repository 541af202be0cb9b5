package dev.iris.server.api;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the interface listens.
 *
 * @param port 0 lets the system choose
 * @param identity how it proves who it is; null without TLS
 */
public record ListenAddress(String host, int port, @Nullable Identity identity) {
    /** PEM files of the certificate chain and its private key. */
    public record Identity(Path certificate, Path key) {}

    /** An address without TLS. */
    public static ListenAddress plain(String host, int port) {
        return new ListenAddress(host, port, null);
    }

    Optional<Identity> findIdentity() {
        return Optional.ofNullable(identity);
    }

    /** The address as a URL, once its port is known. */
    String url(int actualPort) {
        var scheme = identity == null ? "http" : "https";
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + actualPort;
    }
}
