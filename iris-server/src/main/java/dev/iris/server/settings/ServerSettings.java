package dev.iris.server.settings;

import dev.iris.http.Cidr;
import dev.iris.http.ProxyAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one server.
 *
 * @param data folder of the engine, the control database, the keyset and admin.token
 * @param userAgent the User-Agent of every request to a partner
 */
public record ServerSettings(Http http, Path data, String userAgent, Egress egress, Secrets secrets, Log log) {

    /**
     * Where the server listens.
     *
     * @param port 0 to 65,535; 0 lets the system choose
     * @param tls null without TLS
     * @param allowPlaintext whether a host that is not loopback may be served without TLS
     */
    public record Http(String host, int port, @Nullable Tls tls, boolean allowPlaintext) {}

    /** PEM files of the server's certificate chain and its private key. */
    public record Tls(Path certificate, Path key) {}

    /**
     * Where requests to partners may go.
     *
     * @param allow address ranges in CIDR notation beyond public addresses
     * @param trustedCertificates PEM files of further authorities
     * @param proxy through which they go; null when they go straight
     */
    public record Egress(
            List<Cidr> allow,
            List<Path> trustedCertificates,
            @Nullable ProxyAddress proxy) {
        public Egress {
            allow = List.copyOf(allow);
            trustedCertificates = List.copyOf(trustedCertificates);
        }
    }

    /**
     * Where secrets that are named by a file are read.
     *
     * @param directory null when no secret may be read from a file
     */
    public record Secrets(@Nullable Path directory) {}

    /** What is logged, and how. */
    public record Log(Level level, Format format) {
        /** The least grave entries that are logged. */
        public enum Level {
            TRACE,
            DEBUG,
            INFO,
            WARN,
            ERROR
        }

        /** How an entry is written. */
        public enum Format {
            TEXT,
            JSON
        }
    }

    /**
     * Reads settings; an override goes before the environment, the environment before the file, the file before a default.
     *
     * @param yaml content of {@code iris.yaml}
     * @param environment variables of the process; only those of known settings count
     */
    public static SettingsReading read(Optional<byte[]> yaml, Map<String, String> environment, Overrides overrides) {
        return new SettingsReader(environment, overrides).read(yaml);
    }
}
