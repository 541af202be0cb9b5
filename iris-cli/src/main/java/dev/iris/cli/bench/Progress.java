package dev.iris.cli.bench;

import java.io.PrintWriter;
import java.time.Duration;

/** Says what a benchmark is at, a line each. Confined to its benchmark. */
record Progress(PrintWriter out) {
    void say(String what) {
        out.println("iris bench: " + what);
        out.flush();
    }

    static String seconds(Duration length) {
        return length.toMillis() / 1_000.0 + " s";
    }
}
