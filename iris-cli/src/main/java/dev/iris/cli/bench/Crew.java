package dev.iris.cli.bench;

import dev.iris.cli.client.CommandFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Callables on virtual threads of their own, a bounded number. Confined to whoever hired it. */
final class Crew implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<@Nullable Void>> work = new ArrayList<>();

    void hire(Callable<@Nullable Void> member) {
        work.add(threads.submit(member));
    }

    /** Lets them work for so long; throws at once what one of them threw. */
    void workFor(Duration length) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
            if (work.stream().anyMatch(Future::isDone)) {
                await();
                return;
            }
            Thread.sleep(Duration.ofNanos(Math.min(left, LOOK_EVERY.toNanos())));
        }
    }

    /** Waits until all have ended; throws what the first of them that failed threw. */
    void await() throws InterruptedException {
        for (var each : work) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof CommandFailedException known
                        ? known
                        : new CommandFailedException("the load broke off", e);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
