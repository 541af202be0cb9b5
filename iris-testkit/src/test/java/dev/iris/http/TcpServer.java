package dev.iris.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP server on 127.0.0.1 whose conversations a test writes. Thread-safe. */
final class TcpServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Conversation conversation;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    private TcpServer(ServerSocket listener, Conversation conversation) {
        this.listener = listener;
        this.conversation = conversation;
    }

    /** Starts a server on a free port; each connection is held on a thread of its own and closed afterwards. */
    static TcpServer start(Conversation conversation) {
        try {
            var listener = new ServerSocket(0, 256, InetAddress.ofLiteral("127.0.0.1"));
            var server = new TcpServer(listener, conversation);
            Thread.ofVirtual().name("tcp-server").start(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    int openConnections() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().name("tcp-conversation").start(() -> hold(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void hold(Socket socket) {
        try (socket) {
            conversation.hold(socket);
        } catch (IOException e) {
            // Either side has gone.
        } finally {
            open.remove(socket);
        }
    }

    /** What is said on one connection. */
    interface Conversation {
        void hold(Socket socket) throws IOException;
    }
}
