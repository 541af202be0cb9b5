package dev.iris.partner;

import java.io.ByteArrayOutputStream;
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
    private static final int MOST_HELLO = 16_384;
    private static final byte[] HANDSHAKE_FAILURE = {21, 3, 3, 0, 2, 2, 40};
    private static final long MOST_DROPPED = 64 * 1_048_576;

    private final Door door;
    private final Socket tcp;
    private final SSLSocket tls;

    /** A connection that came to this door. */
    Line(Door door, Socket tcp, SSLContext context) throws IOException {
        this.door = door;
        this.tcp = tcp;
        tcp.setTcpNoDelay(true);
        tcp.setSoTimeout(HANDSHAKE_MILLIS);
        this.tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, tcp.getPort(), true);
        tls.setUseClientMode(false);
    }

    Door door() {
        return door;
    }

    void shakeHands() throws IOException {
        tls.startHandshake();
        tcp.setSoTimeout(QUIET_MILLIS);
    }

    InputStream input() throws IOException {
        return tls.getInputStream();
    }

    /** Writes the parts as one. */
    void write(byte[]... parts) throws IOException {
        var whole = new ByteArrayOutputStream();
        for (var part : parts) {
            whole.writeBytes(part);
        }
        OutputStream out = tls.getOutputStream();
        whole.writeTo(out);
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

    /** Refuses the TLS handshake that the other side begins, with the alert handshake_failure (RFC 8446, section 6). */
    void alert() throws IOException {
        tcp.setSoTimeout(LINGER_MILLIS);
        var in = tcp.getInputStream();
        if (in.read(new byte[MOST_HELLO]) < 0) {
            return;
        }
        tcp.getOutputStream().write(HANDSHAKE_FAILURE);
        tcp.shutdownOutput();
        in.transferTo(OutputStream.nullOutputStream());
    }

    /** Reads and drops until the other side ends the TCP connection, without a word of TLS. */
    void ignore() throws IOException {
        tcp.setSoTimeout(QUIET_MILLIS);
        tcp.getInputStream().transferTo(OutputStream.nullOutputStream());
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
