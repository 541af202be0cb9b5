package dev.iris.partner;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One TLS connection with the TCP connection under it, which can be reset. Used by one thread; reset and close by any. */
final class Line {
    /** A connection on which nothing comes for so long is closed; so is one that hangs. */
    private static final int QUIET_MILLIS = 10 * 60_000;

    private static final int HANDSHAKE_MILLIS = 10_000;

    private static final int LINGER_MILLIS = 1_000;
    private static final long MOST_DROPPED = 64 * 1_048_576;

    private final Socket tcp;
    private final SSLSocket tls;

    Line(Socket tcp, SSLContext context) throws IOException {
        this.tcp = tcp;
        tcp.setTcpNoDelay(true);
        tcp.setSoTimeout(HANDSHAKE_MILLIS);
        this.tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, tcp.getPort(), true);
        tls.setUseClientMode(false);
    }

    void shakeHands() throws IOException {
        tls.startHandshake();
        tcp.setSoTimeout(QUIET_MILLIS);
    }

    InputStream input() throws IOException {
        return tls.getInputStream();
    }

    void write(byte[] bytes, int length) throws IOException {
        OutputStream out = tls.getOutputStream();
        out.write(bytes, 0, length);
        out.flush();
    }

    /** Reads and drops until the other side ends the connection. */
    void waitForEnd() throws IOException {
        tls.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /** Lets the other side read the last answer before the connection ends: what it still sends is dropped for a while. */
    void linger() throws IOException {
        tcp.setSoTimeout(LINGER_MILLIS);
        tls.shutdownOutput();
        var in = tls.getInputStream();
        long dropped = 0;
        for (int count = 0; count >= 0 && dropped < MOST_DROPPED; count = in.read(new byte[8_192])) {
            dropped += count;
        }
    }

    boolean isOpen() {
        return !tcp.isClosed();
    }

    /** Drops the TCP connection so that the other side sees a reset, without a word of TLS. */
    void reset() {
        try {
            tcp.setSoLinger(true, 0);
            tcp.close();
        } catch (IOException e) {
            close();
        }
    }

    /** Ends the connection in order; one that cannot be ended so is dropped. */
    void close() {
        try (tcp) {
            tls.close();
        } catch (IOException ignored) {
            // The other side was gone already.
        }
    }
}
