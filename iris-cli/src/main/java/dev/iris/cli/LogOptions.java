package dev.iris.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much a command logs: the option, then IRIS_LOG_LEVEL, then warnings only. */
final class LogOptions {
    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "trace, debug, info, warn or error (default: warn)")
    private @Nullable String level;

    void setUp(Map<String, String> environment) {
        var chosen = level == null ? environment.getOrDefault("IRIS_LOG_LEVEL", "warn") : level;
        Logging.setUp(chosen, "json".equalsIgnoreCase(environment.get("IRIS_LOG_FORMAT")));
    }
}
