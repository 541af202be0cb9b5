package dev.iris.http;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One block of a PEM text (RFC 7468): a key or a certificate as people keep it in files. Its text form tells the label only. */
final class PemBlock {
    /** No bundle of authorities comes near. */
    private static final int MOST_CHARACTERS = 1 << 20;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private final String label;
    private final String base64;

    private PemBlock(MatchResult block) {
        label = block.group(1);
        base64 = block.group(2);
    }

    /** The blocks of a text, in order; what stands between them is for people. */
    static List<PemBlock> read(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "is " + text.length() + " characters long (expected: at most " + MOST_CHARACTERS + ")");
        }
        return BLOCK.matcher(text).results().map(PemBlock::new).toList();
    }

    String label() {
        return label;
    }

    /** The encoded thing, empty when the text is no base64; the decoder's own words could show a piece of a key. */
    Optional<byte[]> findDer() {
        try {
            return Optional.of(Base64.getDecoder().decode(base64.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return label;
    }
}
