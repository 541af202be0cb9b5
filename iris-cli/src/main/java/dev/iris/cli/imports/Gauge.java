package dev.iris.cli.imports;

import dev.iris.cli.client.CommandFailedException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows how far an import is: a bar that moves on a terminal, a line now and then elsewhere. Thread-safe. */
public final class Gauge implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int LOOKS_PER_LINE = 20;
    private static final int BAR = 24;

    private final PrintWriter out;
    private final boolean terminal;
    private final Thread thread;
    private final String name;
    private final @Nullable Long size;
    private final SentBytes sent;
    private final Supplier<Optional<ImportState>> look;
    private int widest;

    private Gauge(
            PrintWriter out,
            boolean terminal,
            String name,
            @Nullable Long size,
            SentBytes sent,
            Supplier<Optional<ImportState>> look) {
        this.out = out;
        this.terminal = terminal;
        this.name = name;
        this.size = size;
        this.sent = sent;
        this.look = look;
        this.thread = Thread.ofVirtual().name("gauge").unstarted(this::run);
    }

    /**
     * Begins to show.
     *
     * @param size bytes of the file; null when that is not known
     * @param look asks the server
     */
    public static Gauge start(
            PrintWriter out,
            boolean terminal,
            String name,
            @Nullable Long size,
            SentBytes sent,
            Supplier<Optional<ImportState>> look) {
        var gauge = new Gauge(out, terminal, name, size, sent, look);
        gauge.thread.start();
        return gauge;
    }

    /** What is shown of an import. */
    static String line(String name, @Nullable Long size, long sent, long rows) {
        var counted = String.format(Locale.ROOT, "%,d rows", rows);
        if (size == null) {
            return name + "  " + counted;
        }
        double share = size == 0 ? 1 : Math.min(1.0, (double) sent / size);
        int full = (int) (share * BAR);
        return name + "  [" + "#".repeat(full) + " ".repeat(BAR - full) + "] "
                + String.format(Locale.ROOT, "%3.0f %%", 100 * share) + "  " + counted;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (int looks = 1; ; looks++) {
                Thread.sleep(LOOK);
                if (terminal || looks % LOOKS_PER_LINE == 0) {
                    show();
                }
            }
        } catch (InterruptedException e) {
            clear();
        }
    }

    private void show() {
        var line = line(name, size, sent.count(), rows());
        if (!terminal) {
            out.println(line);
            return;
        }
        widest = Math.max(widest, line.length());
        out.print("\r" + line + " ".repeat(widest - line.length()));
        out.flush();
    }

    private void clear() {
        if (widest > 0) {
            out.print("\r" + " ".repeat(widest) + "\r");
            out.flush();
        }
    }

    /** A server that does not answer now may do so at the next look. */
    private long rows() {
        try {
            return look.get().map(ImportState::rows).orElse(0L);
        } catch (CommandFailedException e) {
            return 0;
        }
    }
}
