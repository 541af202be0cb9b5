package dev.iris.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A port of 127.0.0.1 that answers no attempt to connect: nobody accepts, and the queue of those that wait for it is full. Thread-safe. */
public final class BlackHole implements AutoCloseable {
    /** More than the shortest queue holds. */
    private static final int CROWD = 8;

    private final ServerSocket listener;
    private final List<SocketChannel> crowd = new ArrayList<>();

    private BlackHole(ServerSocket listener) {
        this.listener = listener;
    }

    /** Opens one on a free port. */
    public static BlackHole open() {
        try {
            var hole = new BlackHole(new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1")));
            for (int i = 0; i < CROWD; i++) {
                hole.join();
            }
            return hole;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its port. */
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (var one : crowd) {
            one.close();
        }
        listener.close();
    }

    private void join() throws IOException {
        var one = SocketChannel.open();
        one.configureBlocking(false);
        one.connect(new InetSocketAddress(listener.getInetAddress(), port()));
        crowd.add(one);
    }
}
