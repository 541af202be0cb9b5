package dev.iris.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;

/** One connection of a {@link RawTlsServer}: request by request until either side ends it. Confined to its thread. */
final class RawConversation {
    private static final int LATCH_SECONDS = 60;
    private static final Duration HANDSHAKE_GAP = Duration.ofMillis(20);
    private static final int LINE_END = "\r\n".length();

    private final Socket plain;
    private final InputStream in;
    private final SSLSocket tls;
    private final OutputStream out;
    private final int number;
    private final String client;
    private final Consumer<RawRequest> record;
    private final Function<RawRequest, RawReply> script;

    RawConversation(
            Socket plain,
            InputStream in,
            SSLSocket tls,
            int number,
            String client,
            Consumer<RawRequest> record,
            Function<RawRequest, RawReply> script)
            throws IOException {
        this.plain = plain;
        this.in = new BufferedInputStream(in);
        this.tls = tls;
        this.out = tls.getOutputStream();
        this.number = number;
        this.client = client;
        this.record = record;
        this.script = script;
    }

    void run() throws IOException, InterruptedException {
        boolean goesOn = true;
        while (goesOn) {
            var request = read();
            record.accept(request);
            goesOn = reply(script.apply(request));
        }
    }

    /** Says whether the connection is kept. */
    private boolean reply(RawReply reply) throws IOException, InterruptedException {
        for (var step : reply.steps()) {
            if (!take(step)) {
                return false;
            }
        }
        return true;
    }

    private boolean take(RawStep step) throws IOException, InterruptedException {
        return switch (step) {
            case RawStep.Send(String latin1) -> send(latin1);
            case RawStep.Drip(String latin1, Duration gap) -> drip(latin1, gap);
            case RawStep.Repeat(String latin1, Duration gap) -> repeat(latin1, gap);
            case RawStep.Pause(CountDownLatch released) -> released.await(LATCH_SECONDS, TimeUnit.SECONDS);
            case RawStep.ShakeHands _ -> shakeHands();
            case RawStep.ShakeHandsWithoutEnd _ -> shakeHandsWithoutEnd();
            case RawStep.Silence _ -> awaitEnd();
            case RawStep.Close _ -> false;
            case RawStep.Truncate _ -> truncate();
            case RawStep.Reset _ -> reset();
        };
    }

    private boolean send(String latin1) throws IOException {
        out.write(latin1.getBytes(ISO_8859_1));
        out.flush();
        return true;
    }

    private boolean drip(String latin1, Duration gap) throws IOException, InterruptedException {
        for (int i = 0; i < latin1.length(); i++) {
            send(latin1.substring(i, i + 1));
            Thread.sleep(gap);
        }
        return true;
    }

    /** Ends with the first write that the client does not take any more. */
    private boolean repeat(String latin1, Duration gap) throws IOException, InterruptedException {
        while (send(latin1)) {
            Thread.sleep(gap);
        }
        return false;
    }

    private boolean shakeHands() throws IOException {
        tls.startHandshake();
        return true;
    }

    /** Ends with the first handshake that the client does not take part in any more. */
    private boolean shakeHandsWithoutEnd() throws IOException, InterruptedException {
        while (shakeHands()) {
            Thread.sleep(HANDSHAKE_GAP);
        }
        return false;
    }

    private boolean truncate() throws IOException {
        plain.shutdownOutput();
        return awaitEnd();
    }

    /** Without lingering, a close is a reset. */
    private boolean reset() throws IOException {
        plain.setSoLinger(true, 0);
        plain.close();
        return false;
    }

    private boolean awaitEnd() throws IOException {
        while (in.read() >= 0) {
            // Whatever the client says is not listened to.
        }
        return false;
    }

    private RawRequest read() throws IOException {
        var head = new StringBuilder();
        while (readLine(head) > LINE_END) {
            // Nothing but an empty line ends a head.
        }
        var request = new RawRequest(number, client, head.toString(), "");
        int length = request.findHeader("Content-Length").map(Integer::parseInt).orElse(0);
        return new RawRequest(number, client, request.head(), new String(in.readNBytes(length), ISO_8859_1));
    }

    /** Appends one line and gives its length. */
    private int readLine(StringBuilder to) throws IOException {
        int start = to.length();
        int c;
        do {
            c = in.read();
            if (c < 0) {
                throw new EOFException();
            }
            to.append((char) c);
        } while (c != '\n');
        return to.length() - start;
    }
}
