package dev.iris.rocksdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes folders that a power loss does not take away: the store syncs what is in its folder, but not that there is one. */
final class DurableFolder {
    private DurableFolder() {}

    /** Makes the folder and those above it as far as they are missing; each is synced into the one above it. */
    static Path create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        var above = folder.toAbsolutePath().getParent();
        if (above != null) {
            create(above);
        }
        Files.createDirectories(folder);
        if (above != null) {
            sync(above);
        }
        return folder;
    }

    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
