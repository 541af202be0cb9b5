package dev.iris.oauth;

import java.util.concurrent.atomic.AtomicBoolean;

/** The use of a shared token source; the source is forgotten when its last lease is closed. Thread-safe. */
public final class TokenLease implements AutoCloseable {
    private final TokenSource source;
    private final Runnable release;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    TokenLease(TokenSource source, Runnable release) {
        this.source = source;
        this.release = release;
    }

    /** The shared source. */
    public TokenSource source() {
        return source;
    }

    /** Ends the use; closing again changes nothing. */
    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
