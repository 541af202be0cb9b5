package dev.iris.cli.bench;

import dev.iris.partner.ReferencePartner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A file of another process: as long as it is there, the partner is not. Thread-safe. */
public final class Absence implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** Longer than from look to look, whatever the machine does. */
    private static final Duration AWAY = Duration.ofMinutes(1);

    private final @Nullable Path file;
    private final ReferencePartner partner;
    private final Thread looker;

    private Absence(@Nullable Path file, ReferencePartner partner) {
        this.file = file;
        this.partner = partner;
        this.looker = Thread.ofVirtual().unstarted(this::look);
    }

    /** Lets the partner be away as long as the file is there; without a file it never is. */
    public static Absence follow(@Nullable Path file, ReferencePartner partner) {
        var absence = new Absence(file, partner);
        if (file != null) {
            absence.looker.start();
        }
        return absence;
    }

    static void begin(Path file) throws IOException {
        Files.createFile(file);
    }

    static void end(Path file) throws IOException {
        Files.delete(file);
    }

    @Override
    public void close() {
        looker.interrupt();
    }

    private void look() {
        boolean isAway = false;
        try {
            while (true) {
                boolean shouldBe = file != null && Files.exists(file);
                if (shouldBe) {
                    partner.goAway(AWAY);
                } else if (isAway) {
                    partner.comeBack();
                }
                isAway = shouldBe;
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
