package dev.iris.partner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** A way in which an answer's bytes are wrong although the work was done. */
public enum Garbling implements Word {
    /** Content-Length says half of what follows; the rest stands where the next answer is expected. */
    LENGTH_TOO_SMALL {
        @Override
        void send(Answer answer, Line line, Presence presence) throws IOException {
            line.write(withLength(answer, Integer.toString(answer.body().length / 2)), answer.body());
        }
    },
    /** Content-Length says twice what follows; the connection stays open. */
    LENGTH_TOO_LARGE {
        @Override
        void send(Answer answer, Line line, Presence presence) throws IOException {
            line.write(withLength(answer, Integer.toString(2 * answer.body().length)), answer.body());
        }
    },
    /** Content-Length is a word. */
    LENGTH_MALFORMED {
        @Override
        void send(Answer answer, Line line, Presence presence) throws IOException {
            line.write(withLength(answer, "many"), answer.body());
        }
    },
    /** The body says that it is gzip, and is not. */
    BAD_GZIP {
        @Override
        void send(Answer answer, Line line, Presence presence) throws IOException {
            var noise = new byte[answer.body().length];
            Arrays.fill(noise, (byte) 'x');
            line.write(answer.head(), noise);
        }
    },
    /** 16 MiB follow the body, and Content-Length says so. */
    HUGE {
        @Override
        void send(Answer answer, Line line, Presence presence) throws IOException {
            line.write(withLength(answer, Integer.toString(answer.body().length + PARTS * PART.length)), answer.body());
            for (int part = 0; part < PARTS; part++) {
                line.write(PART);
            }
        }
    },
    /** A body without end, as fast as it goes. */
    ENDLESS {
        @Override
        void send(Answer answer, Line line, Presence presence) throws IOException {
            line.write(inChunks(answer));
            var chunk = chunk(PART);
            for (long sent = 0; sent < MOST_BYTES; sent += PART.length) {
                line.write(chunk);
            }
        }
    },
    /** A body without end, a byte every 50 ms. */
    DRIP {
        @Override
        void send(Answer answer, Line line, Presence presence) throws IOException, InterruptedException {
            line.write(inChunks(answer));
            var drop = chunk(new byte[] {' '});
            for (var time = Duration.ZERO; time.compareTo(Fault.LONGEST) < 0; time = time.plus(PAUSE)) {
                if (!presence.await(PAUSE)) {
                    return;
                }
                line.write(drop);
            }
        }
    },
    /** The answer comes twice. */
    TWICE {
        @Override
        void send(Answer answer, Line line, Presence presence) throws IOException {
            line.write(answer.head(), answer.body(), answer.head(), answer.body());
        }
    },
    /** Bytes that are no HTTP. */
    NO_HTTP {
        @Override
        void send(Answer answer, Line line, Presence presence) throws IOException {
            line.write("this is no answer\r\n\r\n".getBytes(ISO_8859_1));
        }
    };

    private static final byte[] PART = new byte[64 * 1024];
    private static final int PARTS = 256;
    private static final long MOST_BYTES = 1L << 30;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String LENGTH_LINE = "Content-Length: [0-9]+";

    /** Sends the answer so; what follows on the line is the caller's. */
    abstract void send(Answer answer, Line line, Presence presence) throws IOException, InterruptedException;

    private static byte[] withLength(Answer answer, String length) {
        return withLengthLine(answer, "Content-Length: " + length);
    }

    private static byte[] inChunks(Answer answer) {
        return withLengthLine(answer, "Transfer-Encoding: chunked");
    }

    private static byte[] withLengthLine(Answer answer, String line) {
        return new String(answer.head(), ISO_8859_1)
                .replaceFirst(LENGTH_LINE, line)
                .getBytes(ISO_8859_1);
    }

    private static byte[] chunk(byte[] bytes) {
        var text = Integer.toHexString(bytes.length) + "\r\n" + new String(bytes, ISO_8859_1) + "\r\n";
        return text.getBytes(ISO_8859_1);
    }
}
