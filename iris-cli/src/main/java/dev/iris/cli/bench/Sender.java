package dev.iris.cli.bench;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Sends events to a server on a thread of its own. Told to stop by any thread, it ends after the request under way. */
interface Sender extends Callable<@Nullable Void> {
    void stop();
}
