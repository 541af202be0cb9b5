package dev.iris.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a {@link RawTlsServer} does about one request: step after step; then the connection is kept, unless a step ended it. Immutable.
 *
 * @param steps in their order
 */
public record RawReply(List<RawStep> steps) {
    private static final Duration DRIP_GAP = Duration.ofMillis(20);

    public RawReply {
        steps = List.copyOf(steps);
    }

    /** Sends these bytes, whatever they are, and keeps the connection. */
    public static RawReply bytes(String latin1) {
        return new RawReply(List.of(new RawStep.Send(latin1)));
    }

    /** Does nothing at all. */
    public static RawReply nothing() {
        return new RawReply(List.of());
    }

    /** Never answers, with the connection open. */
    public static RawReply silence() {
        return nothing().thenSilence();
    }

    /** A whole answer with a JSON body. */
    public static RawReply json(int status, String body) {
        return answer(status, "Content-Type: application/json\r\n", body.getBytes(UTF_8));
    }

    /** A whole answer with a gzip-encoded JSON body. */
    public static RawReply gzipJson(int status, String body) {
        var headers = "Content-Type: application/json\r\nContent-Encoding: gzip\r\n";
        return answer(status, headers, Gzip.of(body.getBytes(UTF_8)));
    }

    /** A whole answer; each header line ends in CR LF. */
    public static RawReply answer(int status, String headers, byte[] body) {
        return new WireAnswer(status, headers, "").bytes(body).whole();
    }

    /** A script that gives one reply after the other, whatever is asked, and the last one from then on. */
    public static Function<RawRequest, RawReply> inTurn(RawReply... replies) {
        var next = new AtomicInteger();
        return request -> replies[Math.min(next.getAndIncrement(), replies.length - 1)];
    }

    /** The same once the latch is released. */
    public RawReply after(CountDownLatch released) {
        return new RawReply(Stream.concat(Stream.of(new RawStep.Pause(released)), steps.stream())
                .toList());
    }

    /** Then these bytes. */
    public RawReply then(String latin1) {
        return then(new RawStep.Send(latin1));
    }

    /** Then what the other reply does. */
    public RawReply then(RawReply other) {
        return new RawReply(
                Stream.concat(steps.stream(), other.steps().stream()).toList());
    }

    /** Then a wait for the latch, at most a minute. */
    public RawReply thenPause(CountDownLatch released) {
        return then(new RawStep.Pause(released));
    }

    /** Then these bytes one by one with a gap after each. */
    public RawReply thenDrip(String latin1, Duration gap) {
        return then(new RawStep.Drip(latin1, gap));
    }

    /** Then one more byte every 20 ms, without end. */
    public RawReply thenEndlessDrip() {
        return then(new RawStep.Repeat("x", DRIP_GAP));
    }

    /** Then these bytes without end, as fast as they are taken. */
    public RawReply thenEndless(String latin1) {
        return then(new RawStep.Repeat(latin1, Duration.ZERO));
    }

    /** Then another handshake of TLS. */
    public RawReply thenShakeHands() {
        return then(new RawStep.ShakeHands());
    }

    /** Then one handshake of TLS after the other, without end. */
    public RawReply thenShakeHandsWithoutEnd() {
        return then(new RawStep.ShakeHandsWithoutEnd());
    }

    /** Then nothing, with the connection open. */
    public RawReply thenSilence() {
        return then(new RawStep.Silence());
    }

    /** Then the end of the connection in good order. */
    public RawReply thenClose() {
        return then(new RawStep.Close());
    }

    /** Then a FIN without the end of TLS. */
    public RawReply thenTruncate() {
        return then(new RawStep.Truncate());
    }

    /** Then a TCP reset. */
    public RawReply thenReset() {
        return then(new RawStep.Reset());
    }

    private RawReply then(RawStep step) {
        return new RawReply(Stream.concat(steps.stream(), Stream.of(step)).toList());
    }
}
