package dev.iris.server.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Folders and files that only their owner may open. */
final class PrivateFiles {
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER = mode("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> FILE = mode("rw-------");

    private PrivateFiles() {}

    /** Makes the folder, unless it is there, and sees that files can be made in it. */
    static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder, FOLDER);
            Files.delete(Files.createTempFile(folder, "probe", ".tmp", FILE));
        } catch (IOException e) {
            throw failed("the data folder " + folder + " cannot be written", e);
        }
    }

    /** Makes an empty file, unless it is there; what is written to it later keeps its mode. */
    static void makeFile(Path file) {
        try {
            Files.createFile(file, FILE);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            throw failed(file + " cannot be written", e);
        }
    }

    /** Writes a file whole or not at all; when this returns, it survives a power loss. */
    static void write(Path file, byte[] content) {
        var folder = file.toAbsolutePath().resolveSibling("");
        try {
            var draft = Files.createTempFile(folder, file.getFileName().toString(), ".tmp", FILE);
            try {
                fill(draft, content);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            sync(folder);
        } catch (IOException e) {
            throw failed(file + " cannot be written", e);
        }
    }

    /** A failure in words, with the file system's reason but no name of a class. */
    static ControlPlaneException failed(String what, IOException e) {
        return new ControlPlaneException(what + ": " + reason(e), e);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case FileAlreadyExistsException there -> there.getFile() + " is no folder";
            case java.nio.file.AccessDeniedException denied -> "permission denied on " + denied.getFile();
            case java.nio.file.NoSuchFileException missing -> missing.getFile() + " is missing";
            case java.nio.file.FileSystemException other when other.getReason() != null -> other.getReason();
            default -> "input or output failed";
        };
    }

    private static void fill(Path file, byte[] content) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }
}
