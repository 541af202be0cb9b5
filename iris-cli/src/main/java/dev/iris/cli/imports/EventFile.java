package dev.iris.cli.imports;

import dev.iris.cli.client.CommandFailedException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A file of offline events, or standard input.
 *
 * @param name as it was typed; {@code -} is standard input
 */
public record EventFile(String name) {
    private static final int LOOKED_AT = 1 << 14;
    private static final String CSV = "text/csv";
    private static final String LINES = "application/x-ndjson";

    /**
     * A file that was opened.
     *
     * @param type content type, by the name or by the first bytes
     * @param gzip whether it is compressed, by the first bytes
     */
    public record Opened(InputStream in, String type, boolean gzip) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Throws with what to do when there is nothing to read. */
    public void requireReadable() {
        if (isStandardInput()) {
            return;
        }
        if (!Files.exists(path())) {
            throw new CommandFailedException(name + " is not there; nothing was imported");
        }
        if (Files.isDirectory(path())) {
            throw new CommandFailedException(
                    name + " is a folder (expected: a file; name its files one by one, such as " + name + "/*.csv)");
        }
        if (!Files.isReadable(path())) {
            throw new CommandFailedException(name + " may not be read; nothing was imported");
        }
    }

    /** What a person calls it. */
    public String shown() {
        return isStandardInput() ? "standard input" : name;
    }

    /** Its size, if it is known before it is read. */
    public Optional<Long> findSize() throws IOException {
        return isRegular() ? Optional.of(Files.size(path())) : Optional.empty();
    }

    /** The same for the same bytes and no others; empty for what can be read but once. */
    public Optional<String> findFingerprint() throws IOException {
        if (!isRegular()) {
            return Optional.empty();
        }
        var digest = sha256();
        try (var in = Files.newInputStream(path())) {
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        }
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    /** Opens it. */
    public Opened open(InputStream standardInput) throws IOException {
        var in = new BufferedInputStream(
                isStandardInput() ? standardInput : Files.newInputStream(path()), 4 * LOOKED_AT);
        in.mark(LOOKED_AT);
        var head = in.readNBytes(LOOKED_AT);
        in.reset();
        boolean gzip = head.length > 1 && head[0] == 0x1f && (head[1] & 0xFF) == 0x8b;
        return new Opened(in, type(gzip ? unpacked(head) : head), gzip);
    }

    private String type(byte[] head) {
        var lower = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        if (lower.endsWith(".csv")) {
            return CSV;
        }
        if (lower.endsWith(".ndjson") || lower.endsWith(".jsonl") || lower.endsWith(".json")) {
            return LINES;
        }
        return startsAsObject(head) ? LINES : CSV;
    }

    private static boolean startsAsObject(byte[] head) {
        for (byte each : head) {
            boolean markOrBlank = each < 0 || each == ' ' || each == '\t' || each == '\r' || each == '\n';
            if (!markOrBlank) {
                return each == '{';
            }
        }
        return true;
    }

    /** The first bytes of what a gzip file holds; none when its head is damaged. */
    private static byte[] unpacked(byte[] head) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(head))) {
            var some = new byte[64];
            return Arrays.copyOf(some, Math.max(0, in.read(some)));
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private boolean isStandardInput() {
        return name.equals("-");
    }

    private boolean isRegular() {
        return !isStandardInput() && Files.isRegularFile(path());
    }

    private Path path() {
        return Path.of(name);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
