package dev.iris.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** One thing that a {@link RawTlsServer} does for a {@link RawReply}; texts are ISO 8859-1, so that one character is one byte. */
public sealed interface RawStep {
    /** Sends these bytes at once. */
    record Send(String latin1) implements RawStep {}

    /** Sends these bytes one by one, with a gap after each. */
    record Drip(String latin1, Duration gap) implements RawStep {}

    /** Sends these bytes again and again, with a gap after each time, until the client has gone. */
    record Repeat(String latin1, Duration gap) implements RawStep {}

    /** Waits until it is released, at most a minute. */
    record Pause(CountDownLatch released) implements RawStep {}

    /** Says and does nothing more until the client has gone. */
    record Silence() implements RawStep {}

    /** Ends the connection in good order: the end of TLS (RFC 8446 section 6.1), then a FIN. */
    record Close() implements RawStep {}

    /** Ends the connection with a FIN that TLS does not announce, as an attacker could. */
    record Truncate() implements RawStep {}

    /** Breaks the connection with a TCP reset. */
    record Reset() implements RawStep {}

    /** Shakes hands again in the middle of it all: a renegotiation of TLS 1.2, a key update of TLS 1.3. */
    record ShakeHands() implements RawStep {}

    /** Does so again and again, until the client has gone. */
    record ShakeHandsWithoutEnd() implements RawStep {}
}
