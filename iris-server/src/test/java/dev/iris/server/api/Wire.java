package dev.iris.server.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** A connection that says whatever a test likes, well-formed or not. */
final class Wire implements AutoCloseable {
    private static final int MOST_MILLIS = 30_000;

    private final Socket socket;

    private Wire(Socket socket) {
        this.socket = socket;
    }

    static Wire open(RunningServer server) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port());
        socket.setSoTimeout(MOST_MILLIS);
        return new Wire(socket);
    }

    /** Everything that the server answers to the text until it ends the connection; fails when it does not end it. */
    static String exchange(RunningServer server, String text) {
        try (var wire = open(server)) {
            wire.say(text);
            return wire.rest();
        } catch (IOException e) {
            throw new AssertionError("no end of the connection", e);
        }
    }

    void say(String text) throws IOException {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        } catch (SocketException _) {
            // The server has ended the connection already; what it said before can still be read.
        }
    }

    String rest() throws IOException {
        var said = new StringBuilder();
        try {
            var in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                said.append((char) next);
            }
        } catch (SocketException _) {
            // A reset is an end too.
        }
        return said.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
