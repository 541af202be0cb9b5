package dev.iris.cli.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.iris.model.Secret;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/**
 * A kept-alive connection that posts events and reads of an answer only the status: a sender that costs little beside what it
 * measures. Confined to one thread at a time.
 */
final class EventLine implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 60_000;
    private static final int MOST_LINE = 8_192;
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;
    private final String head;

    private EventLine(Socket socket, String head) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.head = head;
    }

    static EventLine open(URI server, Secret token) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), CONNECT_MILLIS);
            return new EventLine(socket, head(server, token));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Posts one request; says the status of its answer. */
    int post(byte[] body) throws IOException {
        var start = (head + body.length + "\r\n\r\n").getBytes(ISO_8859_1);
        var request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        socket.getOutputStream().write(request);
        return status();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String head(URI server, Secret token) {
        return "POST /v1/events HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nAuthorization: Bearer "
                + token.reveal() + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: ";
    }

    private int status() throws IOException {
        var first = line();
        if (!first.matches("HTTP/1\\.1 [2-5][0-9][0-9]( .*)?")) {
            throw new IOException("the server's answer has no status line");
        }
        long length = -1;
        for (var header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Long.parseLong(header.substring(LENGTH.length()).strip());
            }
        }
        if (length < 0) {
            throw new IOException("the server's answer has no length");
        }
        in.skipNBytes(length);
        return Integer.parseInt(first, 9, 12, 10);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.length() == MOST_LINE) {
                throw new EOFException("the server's answer ended early");
            }
            line.append((char) b);
        }
        line.setLength(Math.max(0, line.length() - 1));
        return line.toString();
    }
}
