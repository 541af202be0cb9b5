package dev.iris.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Looks now and then how much memory a process holds, where the system tells. Thread-safe. */
final class Memory implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final ChildProgram program;
    private final Thread looker;
    private final List<Double> megabytes = new ArrayList<>();

    private Memory(ChildProgram program) {
        this.program = program;
        this.looker = Thread.ofVirtual().unstarted(this::look);
    }

    static Memory watch(ChildProgram program) {
        var memory = new Memory(program);
        memory.looker.start();
        return memory;
    }

    /** The most of those looks that came in a part of the time, such as from 0.25 to 0.5 of it. */
    synchronized OptionalDouble most(double from, double to) {
        int first = (int) (from * megabytes.size());
        int behind = Math.max(first + 1, (int) (to * megabytes.size()));
        return megabytes.stream()
                .skip(first)
                .limit(behind - first)
                .mapToDouble(Double::doubleValue)
                .max();
    }

    @Override
    public void close() {
        looker.interrupt();
    }

    private void look() {
        try {
            while (true) {
                program.rssMegabytes().ifPresent(this::note);
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void note(double seen) {
        megabytes.add(seen);
    }
}
