package dev.iris.http;

import dev.iris.http.Connected.Ready;
import dev.iris.http.Connected.Refused;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets one request connect alone while none has a connection, where requests may share one: all that come meanwhile then share its
 * connection, or connect at once if the partner turns out to speak HTTP/1.1. Without it each would begin a connection of its own, as
 * none can tell yet that one suffices. Thread-safe.
 */
final class FirstAlone {
    private final boolean isSharing;
    private final Semaphore first = new Semaphore(1, true);
    private final AtomicInteger inHand = new AtomicInteger();

    FirstAlone(boolean isSharing) {
        this.isSharing = isSharing;
    }

    /** Connects in one's turn; who gets a connection ends its use. */
    Connected open(Opening opening, Deadline deadline) throws InterruptedException {
        if (!isSharing || inHand.get() > 0) {
            return counted(opening.run());
        }
        if (!first.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
            return Refused.because(EdgeFault.UNREACHABLE, "no connection was made in time");
        }
        if (inHand.get() > 0) {
            first.release();
            return counted(opening.run());
        }
        try {
            return counted(opening.run());
        } finally {
            first.release();
        }
    }

    void end() {
        inHand.decrementAndGet();
    }

    private Connected counted(Connected connected) {
        if (connected instanceof Ready) {
            inHand.incrementAndGet();
        }
        return connected;
    }

    /** A blocking attempt to get a connection. */
    interface Opening {
        Connected run() throws InterruptedException;
    }
}
