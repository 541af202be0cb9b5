package dev.iris.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Text that grows as UTF-8 bytes, without being characters in between. Confined to one rendering. */
final class Utf8Text {
    private byte[] bytes;
    private int size;

    /** @param expected bytes that are likely to suffice; it grows beyond them */
    Utf8Text(int expected) {
        bytes = new byte[expected];
    }

    Utf8Text append(byte[] part) {
        makeRoom(part.length);
        System.arraycopy(part, 0, bytes, size, part.length);
        size += part.length;
        return this;
    }

    /** A number of two digits, 0 to 99. */
    Utf8Text appendTwoDigits(int number) {
        makeRoom(2);
        bytes[size++] = (byte) ('0' + number / 10);
        bytes[size++] = (byte) ('0' + number % 10);
        return this;
    }

    /** One character of ASCII. */
    Utf8Text append(char ascii) {
        makeRoom(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    /** The inside of a JSON string; most are of plain characters, which stand for themselves. */
    Utf8Text appendJson(String value) {
        int length = value.length();
        makeRoom(length);
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return appendEscaped(value);
            }
            bytes[size + i] = (byte) c;
        }
        size += length;
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private Utf8Text appendEscaped(String value) {
        var escaped = new StringBuilder(value.length() + 16);
        JsonText.append(escaped, value);
        return append(escaped.toString().getBytes(UTF_8));
    }

    private void makeRoom(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
