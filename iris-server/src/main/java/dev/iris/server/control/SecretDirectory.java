package dev.iris.server.control;

import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.SecretUnreadableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The secrets in the files of a directory; links that lead out of it are not followed. Thread-safe. */
public final class SecretDirectory implements SecretFiles {
    private static final int MOST_BYTES = 64 * 1024;

    private final Path directory;

    /** The secrets below that directory. */
    public SecretDirectory(Path directory) {
        this.directory = directory;
    }

    @Override
    public Secret read(String name) throws SecretUnreadableException {
        try {
            return Secret.of(text(name, content(name)));
        } catch (NoSuchFileException e) {
            throw new SecretUnreadableException(
                    "there is no file " + name + " in " + directory + " (secrets.directory)", e);
        } catch (CharacterCodingException e) {
            throw new SecretUnreadableException("the file " + name + " is not UTF-8", e);
        } catch (IOException e) {
            throw new SecretUnreadableException("the file " + name + " cannot be read", e);
        }
    }

    private byte[] content(String name) throws IOException, SecretUnreadableException {
        var root = directory.toRealPath();
        var file = root.resolve(name).toRealPath();
        if (!file.startsWith(root)) {
            throw new SecretUnreadableException("the file " + name + " leads out of secrets.directory");
        }
        if (!Files.isRegularFile(file)) {
            throw new SecretUnreadableException(name + " is no file");
        }
        try (var in = Files.newInputStream(file)) {
            var content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new SecretUnreadableException("the file " + name + " is larger than " + MOST_BYTES + " bytes");
            }
            return content;
        }
    }

    private static String text(String name, byte[] content) throws CharacterCodingException, SecretUnreadableException {
        var text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content))
                .toString();
        var secret = text.replaceFirst("\\r?\\n\\z", "");
        if (secret.isEmpty()) {
            throw new SecretUnreadableException("the file " + name + " is empty");
        }
        return secret;
    }
}
