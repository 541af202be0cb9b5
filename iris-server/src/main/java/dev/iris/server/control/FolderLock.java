package dev.iris.server.control;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The claim of one process to a data folder; the system ends it when the process dies. */
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock claim(Path folder) {
        var file = folder.resolve("control.lock");
        PrivateFiles.makeFile(file);
        try {
            var channel = FileChannel.open(file, StandardOpenOption.WRITE);
            if (lock(channel) != null) {
                return new FolderLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw PrivateFiles.failed(file + " cannot be locked", e);
        }
        throw new ControlPlaneException(
                "the data folder " + folder + " is in use by another server (expected: one server a folder)");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw PrivateFiles.failed("the lock of the data folder cannot be released", e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
