package dev.iris.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** One connection of a {@link RawTlsServer}: request by request until either side ends it. Confined to its thread. */
final class RawConversation {
    private static final int DRIP_MILLIS = 20;
    private static final int LATCH_SECONDS = 60;

    private final Socket plain;
    private final InputStream in;
    private final OutputStream out;
    private final int number;
    private final Consumer<RawRequest> record;
    private final Function<RawRequest, RawReply> script;

    RawConversation(
            Socket plain,
            InputStream in,
            OutputStream out,
            int number,
            Consumer<RawRequest> record,
            Function<RawRequest, RawReply> script) {
        this.plain = plain;
        this.in = new BufferedInputStream(in);
        this.out = out;
        this.number = number;
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

    private boolean reply(RawReply reply) throws IOException, InterruptedException {
        return switch (reply) {
            case RawReply.Bytes(String latin1) -> send(latin1);
            case RawReply.BytesThenClose(String latin1) -> !send(latin1);
            case RawReply.BytesThenReset(String latin1) -> !send(latin1) || reset();
            case RawReply.BytesThenSilence(String latin1) -> send(latin1) && awaitEnd();
            case RawReply.BytesThenDrip(String latin1) -> send(latin1) && drip();
            case RawReply.After(var latch, var next) ->
                latch.await(LATCH_SECONDS, TimeUnit.SECONDS) ? reply(next) : false;
        };
    }

    private boolean send(String latin1) throws IOException {
        out.write(latin1.getBytes(ISO_8859_1));
        out.flush();
        return true;
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

    private boolean drip() throws IOException, InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            send("x");
            TimeUnit.MILLISECONDS.sleep(DRIP_MILLIS);
        }
        return false;
    }

    private RawRequest read() throws IOException {
        var line = line();
        List<String> headers = new ArrayList<>();
        for (var header = line(); !header.isEmpty(); header = line()) {
            headers.add(header);
        }
        var head = new RawRequest(number, line, headers, "");
        int length = head.findHeader("Content-Length").map(Integer::parseInt).orElse(0);
        return new RawRequest(number, line, headers, new String(in.readNBytes(length), ISO_8859_1));
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            line.append((char) c);
        }
        return line.substring(0, Math.max(0, line.length() - 1));
    }
}
