package dev.iris.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A JSON object put together from possible members: after a first byte of zero, each byte picks one. What changes of bytes reach by rare
 * luck only, namely well-formed objects with other members, picks reach at once. Immutable.
 */
public record Assembly(List<String> members) {
    private static final int MOST_PICKS = 24;

    public Assembly {
        members = List.copyOf(members);
    }

    /** The object that the input picks; the input itself when it picks none. */
    public byte[] of(byte[] input) {
        if (input.length == 0 || input[0] != 0) {
            return input;
        }
        var picked = IntStream.range(1, Math.min(input.length, MOST_PICKS))
                .map(i -> Byte.toUnsignedInt(input[i]) % members.size())
                .distinct()
                .mapToObj(members::get)
                .toList();
        return ("{" + String.join(",", picked) + "}").getBytes(UTF_8);
    }
}
