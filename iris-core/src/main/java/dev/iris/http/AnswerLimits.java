package dev.iris.http;

/**
 * How large an answer's body may be, counted while it is read.
 *
 * @param wireBytes as it comes, 1 or more
 * @param decodedBytes after its content encoding is undone, 1 or more
 */
public record AnswerLimits(int wireBytes, int decodedBytes) {
    /** 64 KiB on the wire, 256 KiB decoded. */
    public static final AnswerLimits STANDARD = new AnswerLimits(64 * 1024, 256 * 1024);

    public AnswerLimits {
        if (wireBytes < 1 || decodedBytes < 1) {
            throw new IllegalArgumentException(
                    "answer limits: " + wireBytes + ", " + decodedBytes + " (expected: each > 0)");
        }
    }
}
