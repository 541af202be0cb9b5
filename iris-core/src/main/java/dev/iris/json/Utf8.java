package dev.iris.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;

/** The place where bytes are not UTF-8. */
final class Utf8 {
    private static final int CHARS_AT_ONCE = 8_192;

    private Utf8() {}

    /** Throws with the place of the first fault, if there is one. */
    static void require(byte[] bytes) throws MalformedDocumentException {
        var decoder = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(CHARS_AT_ONCE);
        while (true) {
            var result = decoder.decode(in, out.clear(), true);
            if (result.isError()) {
                throw fault(bytes, in.position());
            }
            if (result.isUnderflow()) {
                return;
            }
        }
    }

    private static MalformedDocumentException fault(byte[] bytes, int at) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < at; i++) {
            if (bytes[i] == '\n') {
                line++;
                start = i + 1;
            }
        }
        var before = new String(bytes, start, at - start, UTF_8);
        return new MalformedDocumentException("not UTF-8", line, before.length() + 1);
    }
}
