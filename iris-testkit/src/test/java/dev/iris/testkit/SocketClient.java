package dev.iris.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client of bytes over TLS that knows no HTTP. Confined to one thread. */
final class SocketClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final SSLSocket socket;
    private final AtomicLong fromNetwork;

    /** How a connection ended. */
    enum End {
        /** In good order. */
        CLOSED,
        /** By a FIN that TLS did not announce. */
        TRUNCATED,
        /** By a TCP reset. */
        RESET
    }

    /** Everything that came until the connection ended, as ISO 8859-1. */
    record Heard(String latin1, End end) {}

    private SocketClient(SSLSocket socket, AtomicLong fromNetwork) {
        this.socket = socket;
        this.fromNetwork = fromNetwork;
    }

    /** Connects and shakes hands. */
    static SocketClient connect(RawTlsServer server, SSLContext trust) throws IOException {
        var fromNetwork = new AtomicLong();
        var plain = new CountingSocket(server.port(), fromNetwork);
        plain.setSoTimeout(PATIENCE_MILLIS);
        var socket = (SSLSocket) trust.getSocketFactory().createSocket(plain, "localhost", server.port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            plain.close();
            throw e;
        }
        return new SocketClient(socket, fromNetwork);
    }

    SocketClient say(String latin1) throws IOException {
        socket.getOutputStream().write(latin1.getBytes(ISO_8859_1));
        return this;
    }

    /** So many bytes, or fewer if the connection ends. */
    String hear(int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), ISO_8859_1);
    }

    /** Bytes that can be heard without waiting. */
    int available() throws IOException {
        return socket.getInputStream().available();
    }

    Heard hearOut() throws IOException {
        var heard = new ByteArrayOutputStream();
        var end = readInto(heard);
        return new Heard(heard.toString(ISO_8859_1), end);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The end of TLS is a record of its own that holds nothing for the reader. */
    private End readInto(ByteArrayOutputStream heard) throws IOException {
        try {
            var in = socket.getInputStream();
            long before = fromNetwork.get();
            for (int c = in.read(); c >= 0; c = in.read()) {
                heard.write(c);
                before = fromNetwork.get();
            }
            return fromNetwork.get() > before ? End.CLOSED : End.TRUNCATED;
        } catch (SocketException e) {
            return End.RESET;
        }
    }

    /** A connection whose incoming bytes are counted as the network brings them. */
    private static final class CountingSocket extends Socket {
        private final AtomicLong count;

        CountingSocket(int port, AtomicLong count) throws IOException {
            super("127.0.0.1", port);
            this.count = count;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new CountingStream(super.getInputStream(), count);
        }
    }
}
