package dev.iris.testkit;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** What a {@link RawTlsServer} does with a new connection before there is any request. */
public sealed interface RawGreeting {
    /** Shakes hands, and then listens to requests. */
    record Tls(SSLContext context, SSLParameters parameters) implements RawGreeting {}

    /** Shakes hands and answers as {@link Tls} does, byte by byte with a gap after each. */
    record SlowTls(SSLContext context, Duration gap) implements RawGreeting {}

    /** Accepts the connection and never says anything. */
    record Mute() implements RawGreeting {}

    /** Breaks the connection with a TCP reset once the client has begun to speak. */
    record ResetInHandshake() implements RawGreeting {}

    /** Says these bytes without TLS once the client has begun to speak, and closes. */
    record InTheClear(String latin1) implements RawGreeting {}

    /** Shakes hands as the context does by itself. */
    static RawGreeting tls(SSLContext context) {
        return new Tls(context, context.getDefaultSSLParameters());
    }

    /**
     * Shakes hands with clients that show a certificate, and with no others.
     *
     * @param version such as {@code TLSv1.2}; there the refusal is part of the handshake
     */
    static RawGreeting demandingCertificate(SSLContext context, String version) {
        var parameters = context.getDefaultSSLParameters();
        parameters.setNeedClientAuth(true);
        parameters.setProtocols(new String[] {version});
        return new Tls(context, parameters);
    }

    /** Shakes hands with any client, and asks it for a certificate. */
    static RawGreeting wantingCertificate(SSLContext context) {
        var parameters = context.getDefaultSSLParameters();
        parameters.setWantClientAuth(true);
        return new Tls(context, parameters);
    }

    /** What a web server says to whom it takes for a stray client of its TLS port. */
    static RawGreeting plainHttp() {
        return new InTheClear("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
}
