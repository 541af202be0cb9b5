package dev.iris.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.BooleanSupplier;

/** Carries bytes between two connections until either ends. */
final class Relay {
    private static final int BUFFER = 16 * 1024;

    private Relay() {}

    /** Joins a connection with a new one to a port of this machine; while {@code isLost} says so, bytes vanish on the way. */
    static void join(Socket near, int port, BooleanSupplier isLost) throws IOException {
        try (var far = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            Thread.ofVirtual().name("relay").start(() -> carry(far, near, isLost));
            carry(near, far, isLost);
        }
    }

    private static void carry(Socket from, Socket to, BooleanSupplier isLost) {
        var bytes = new byte[BUFFER];
        try {
            for (int n = from.getInputStream().read(bytes);
                    n >= 0;
                    n = from.getInputStream().read(bytes)) {
                if (!isLost.getAsBoolean()) {
                    to.getOutputStream().write(bytes, 0, n);
                }
            }
            to.close();
        } catch (IOException e) {
            // Either side has gone.
        }
    }
}
