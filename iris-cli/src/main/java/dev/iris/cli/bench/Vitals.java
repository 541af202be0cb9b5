package dev.iris.cli.bench;

import java.time.Duration;
import java.util.OptionalInt;

/** Looks now and then how many threads and sockets a process has, and keeps the most. Thread-safe. */
final class Vitals implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final ChildProgram program;
    private final Thread looker;
    private Peaks peaks = Peaks.NONE;

    private Vitals(ChildProgram program) {
        this.program = program;
        this.looker = Thread.ofVirtual().unstarted(this::look);
    }

    static Vitals watch(ChildProgram program) {
        var vitals = new Vitals(program);
        vitals.looker.start();
        return vitals;
    }

    /** The most of each so far, where the system tells. */
    record Peaks(OptionalInt threads, OptionalInt sockets) {
        static final Peaks NONE = new Peaks(OptionalInt.empty(), OptionalInt.empty());

        Peaks or(Peaks other) {
            return new Peaks(most(threads, other.threads), most(sockets, other.sockets));
        }

        private static OptionalInt most(OptionalInt one, OptionalInt other) {
            return one.isEmpty() || other.orElse(0) > one.getAsInt() ? other : one;
        }
    }

    synchronized Peaks peaks() {
        return peaks;
    }

    @Override
    public void close() {
        looker.interrupt();
    }

    private void look() {
        try {
            while (true) {
                note(new Peaks(program.threads(), program.sockets()));
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void note(Peaks seen) {
        peaks = peaks.or(seen);
    }
}
