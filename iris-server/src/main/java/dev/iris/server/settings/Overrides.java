package dev.iris.server.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says in place of the file and the environment.
 *
 * @param port {@code --port}; null when not given
 * @param data {@code --data}; null when not given
 */
public record Overrides(@Nullable Integer port, @Nullable Path data) {
    /** Nothing is overridden. */
    public static final Overrides NONE = new Overrides(null, null);
}
