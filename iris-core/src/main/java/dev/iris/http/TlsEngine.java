package dev.iris.http;

import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import java.util.List;
import java.util.stream.Stream;

/**
 * What computes TLS. Native code makes a handshake in a fraction of the JDK's time, above all in a process that has just started;
 * whom to trust and what to show are decided by the same code of ours.
 */
enum TlsEngine {
    /** BoringSSL, where the class path has it for the platform; it does not renegotiate. */
    NATIVE {
        @Override
        boolean isAvailable() {
            return OpenSSLEngineOptions.isAvailable();
        }

        @Override
        SSLEngineOptions options() {
            return new OpenSSLEngineOptions();
        }
    },
    JDK {
        @Override
        boolean isAvailable() {
            return true;
        }

        @Override
        SSLEngineOptions options() {
            return new JdkSSLEngineOptions();
        }
    };

    /** Those that work here, the best first. */
    static List<TlsEngine> available() {
        return Stream.of(values()).filter(TlsEngine::isAvailable).toList();
    }

    static TlsEngine best() {
        return available().getFirst();
    }

    abstract boolean isAvailable();

    abstract SSLEngineOptions options();
}
