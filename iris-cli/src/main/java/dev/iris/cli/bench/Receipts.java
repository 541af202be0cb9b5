package dev.iris.cli.bench;

import dev.iris.partner.UserWatcher;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** A file of when a partner accepted which device: a line each, microseconds since 1970 and the device. Thread-safe. */
public final class Receipts implements UserWatcher, AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Writer out;
    private final String prefix;
    private final InstantSource clock;

    private Receipts(Writer out, String prefix, InstantSource clock) {
        this.out = out;
        this.prefix = prefix;
        this.clock = clock;
    }

    /** Writes down the devices that begin with the prefix. */
    public static Receipts into(Path file, String prefix, InstantSource clock) throws IOException {
        return new Receipts(new BufferedWriter(Files.newBufferedWriter(file), BUFFER), prefix, clock);
    }

    /** Writes nothing down. */
    public static Receipts none() {
        return new Receipts(Writer.nullWriter(), "none", InstantSource.system());
    }

    /** When each device was accepted for the first time. */
    static Map<String, Long> read(Path file) throws IOException {
        var first = new HashMap<String, Long>();
        try (var lines = Files.lines(file)) {
            lines.map(line -> line.split(" ", 2)).forEach(parts -> first.putIfAbsent(parts[1], Long.valueOf(parts[0])));
        }
        return first;
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    @Override
    public void accepted(String destination, String device, String partnerId) {
        if (!device.startsWith(prefix)) {
            return;
        }
        var line = micros(clock.instant()) + " " + device + "\n";
        try {
            synchronized (out) {
                out.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (out) {
            out.close();
        }
    }
}
