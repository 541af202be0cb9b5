package dev.iris.cli.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must not outlast a run: a temporary folder and the processes that work in it. They go when this closes, and also when the
 * program is told to end. Thread-safe.
 */
final class Leftovers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final Path folder;
    private final Deque<Process> processes = new ArrayDeque<>();
    private final Thread hook = new Thread(this::removeAll, "leftovers");
    private boolean removed;

    private Leftovers(Path folder) {
        this.folder = folder;
    }

    static Leftovers begin() throws IOException {
        var leftovers = new Leftovers(Files.createTempDirectory("iris-bench-"));
        Runtime.getRuntime().addShutdownHook(leftovers.hook);
        return leftovers;
    }

    Path folder() {
        return folder;
    }

    /** A new folder in it. */
    Path folder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    /** Starts a process that ends with the run, the latest first. */
    synchronized Process start(ProcessBuilder program) throws IOException {
        if (removed) {
            throw new IOException("the run has ended");
        }
        var process = program.start();
        processes.push(process);
        return process;
    }

    @Override
    public void close() {
        removeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the program ends already", e);
        }
    }

    private synchronized void removeAll() {
        if (removed) {
            return;
        }
        removed = true;
        processes.forEach(ChildProgram::end);
        try {
            delete(folder);
        } catch (IOException e) {
            LOG.warn("The temporary folder {} could not be removed", folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
