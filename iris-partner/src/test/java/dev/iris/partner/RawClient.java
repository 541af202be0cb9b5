package dev.iris.partner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLSocket;

/** One TLS connection that sends exactly the bytes it is given. Confined. */
final class RawClient implements AutoCloseable {
    private static final int MILLIS = 20_000;

    private final SSLSocket socket;
    private final DataInputStream in;

    RawClient(ReferencePartner partner) throws IOException {
        var sockets = partner.certificateAuthority().trustingContext().getSocketFactory();
        socket = (SSLSocket) sockets.createSocket("127.0.0.1", partner.port());
        socket.setSoTimeout(MILLIS);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        in = new DataInputStream(socket.getInputStream());
    }

    /** An answer; header names in lower case, the body unzipped if need be. */
    record Reply(int status, Map<String, String> headers, String body) {}

    /** Sends one request on a connection of its own. */
    static Reply once(ReferencePartner partner, String request) throws IOException {
        try (var client = new RawClient(partner)) {
            return client.exchange(request);
        }
    }

    /** Sends a request whose lines end in LF alone in the source; the head is put into CR LF. */
    Reply exchange(String request) throws IOException {
        send(request);
        return reply();
    }

    void send(String request) throws IOException {
        int end = request.indexOf("\n\n");
        var head = request.substring(0, end).replace("\n", "\r\n") + "\r\n\r\n";
        socket.getOutputStream().write((head + request.substring(end + 2)).getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    Reply reply() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        var headers = new HashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(": ");
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
        }
        var body = new byte[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
        in.readFully(body);
        return new Reply(status, headers, text(body, headers.containsKey("content-encoding")));
    }

    /** All that comes until the other side ends the connection in order, or so many bytes. */
    String rest(int most) throws IOException {
        return new String(in.readNBytes(most), ISO_8859_1);
    }

    /** Whether the other side ended the connection in order; a reset is an exception. */
    boolean ended() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String text(byte[] body, boolean zipped) throws IOException {
        return zipped
                ? new String(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(), UTF_8)
                : new String(body, UTF_8);
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
            line.write(b);
        }
        return line.toString(ISO_8859_1).strip();
    }
}
