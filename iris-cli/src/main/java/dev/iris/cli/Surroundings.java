package dev.iris.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;

/**
 * What a command finds around it.
 *
 * @param environment variables of the process
 * @param out answers, in UTF-8 whatever the locale
 * @param err everything else that is said
 */
record Surroundings(Map<String, String> environment, InputStream in, PrintWriter out, PrintWriter err) {
    /** Those of this process. */
    static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                System.in,
                new PrintWriter(System.out, true, UTF_8),
                new PrintWriter(System.err, true, UTF_8));
    }
}
