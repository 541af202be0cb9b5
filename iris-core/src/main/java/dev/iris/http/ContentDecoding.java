package dev.iris.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Undoes an answer's content encoding (RFC 9110 section 8.4): identity, and gzip, of which a small body may hold gigabytes. */
sealed interface ContentDecoding {
    /** The body as it was meant. */
    record Decoded(Body body) implements ContentDecoding {}

    /** More than there may be; reading stopped there. */
    record TooLarge() implements ContentDecoding {}

    /** Not what its header says, or an encoding that was not asked for. */
    record Damaged(String why) implements ContentDecoding {}

    static ContentDecoding decode(Body wire, List<String> contentEncodings, int mostBytes) {
        var encodings = contentEncodings.stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty() && !name.equals("identity"))
                .toList();
        if (encodings.isEmpty()) {
            return wire.size() > mostBytes ? new TooLarge() : new Decoded(wire);
        }
        var isGzip = encodings.size() == 1
                && (encodings.getFirst().equals("gzip") || encodings.getFirst().equals("x-gzip"));
        if (!isGzip) {
            return new Damaged("a content encoding that was not asked for (expected: gzip or identity)");
        }
        return wire.isEmpty() ? new Decoded(wire) : gunzip(wire, mostBytes);
    }

    private static ContentDecoding gunzip(Body wire, int mostBytes) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(wire.shared()))) {
            var bytes = in.readNBytes(mostBytes);
            return in.read() < 0 ? new Decoded(Body.owning(bytes)) : new TooLarge();
        } catch (IOException e) {
            return new Damaged("a body that is not gzip though its header says so");
        }
    }
}
