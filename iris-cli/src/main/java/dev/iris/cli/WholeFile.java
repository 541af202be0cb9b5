package dev.iris.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Set;

/** Writes a file whole or not at all: whoever reads it sees what it was or what it is. */
final class WholeFile {
    private WholeFile() {}

    /** Writes; what a symbolic link points to is what is written, and what is no file, such as a pipe, is written in place. */
    static void write(Path file, byte[] content) throws IOException {
        var real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.exists(real) && !Files.isRegularFile(real)) {
            Files.write(real, content, StandardOpenOption.WRITE);
            return;
        }
        var beside = real.resolveSibling(
                "." + real.getFileName() + "." + ProcessHandle.current().pid());
        try {
            force(beside, content);
            keepPermissions(real, beside);
            Files.move(beside, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        var old = Files.exists(from) ? Files.getFileAttributeView(from, PosixFileAttributeView.class) : null;
        if (old != null) {
            Files.setPosixFilePermissions(to, old.readAttributes().permissions());
        }
    }

    private static void force(Path file, byte[] content) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, options)) {
            var rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }
}
