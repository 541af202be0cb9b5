package dev.iris.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy on 127.0.0.1 that records every CONNECT and brings all of them to one server, whatever they name. Thread-safe.
 *
 * <p>So a test may name public addresses and nothing leaves the machine.
 */
final class ConnectProxy implements AutoCloseable {
    private final TcpServer server;
    private final int status;
    private final int target;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private ConnectProxy(int status, int target) {
        this.status = status;
        this.target = target;
        this.server = TcpServer.start(this::hold);
    }

    static ConnectProxy to(int port) {
        return new ConnectProxy(200, port);
    }

    static ConnectProxy refusing(int status) {
        return new ConnectProxy(status, 0);
    }

    ProxyAddress address() {
        return new ProxyAddress("127.0.0.1", server.port());
    }

    int connections() {
        return server.connections();
    }

    /** The head of every request so far, its lines with CR LF. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    /** The first line of every request so far. */
    List<String> lines() {
        return heads.stream().map(head -> head.substring(0, head.indexOf('\r'))).toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void hold(Socket socket) throws IOException {
        heads.add(head(socket));
        var answer = "HTTP/1.1 " + status + " Answer\r\n" + (status == 200 ? "" : "Content-Length: 0\r\n") + "\r\n";
        socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
        if (status == 200) {
            Relay.join(socket, target, () -> false);
        }
    }

    private static String head(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = socket.getInputStream().read();
            if (c < 0) {
                throw new EOFException();
            }
            head.append((char) c);
        }
        return head.toString();
    }
}
