package dev.iris.http;

import dev.iris.model.Ticker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the addresses behind host names, for a short while. Thread-safe.
 *
 * <p>One question at a time is asked for a name, however many wait. Questions run on platform threads: the JDK's resolver blocks its
 * carrier, so on virtual threads a few slow names would stop everybody.
 */
final class AddressBook implements AutoCloseable {
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration FAILURE_FRESH = Duration.ofSeconds(1);
    private static final int MOST_NAMES = 20_000;
    private static final int QUESTIONS_AT_ONCE = 16;
    private static final int QUESTIONS_WAITING = 10_000;

    private final NameResolver resolver;
    private final Ticker ticker;
    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor askers = new ThreadPoolExecutor(
            QUESTIONS_AT_ONCE,
            QUESTIONS_AT_ONCE,
            FRESH.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUESTIONS_WAITING),
            Thread.ofPlatform().daemon().name("names-", 0).factory());

    AddressBook(NameResolver resolver, Ticker ticker) {
        this.resolver = resolver;
        this.ticker = ticker;
        askers.allowCoreThreadTimeOut(true);
    }

    /** The host's addresses, the one that worked last first. */
    List<InetAddress> find(String host, Duration most)
            throws UnknownHostException, TimeoutException, InterruptedException {
        var entry = entry(host);
        try {
            var found = entry.answer.get(most.toNanos(), TimeUnit.NANOSECONDS);
            return preferring(entry.preferred, found);
        } catch (ExecutionException e) {
            var failure = new UnknownHostException("the name does not resolve");
            failure.initCause(e.getCause());
            throw failure;
        }
    }

    /** Notes the address that took a connection. */
    void prefer(String host, InetAddress address) {
        var entry = entries.get(host);
        if (entry != null && !address.equals(entry.preferred)) {
            entry.preferred = address;
        }
    }

    @Override
    public void close() {
        askers.shutdownNow();
    }

    private Entry entry(String host) {
        var known = entries.get(host);
        if (known != null && known.isFresh(ticker.nanos())) {
            return known;
        }
        if (entries.size() >= MOST_NAMES) {
            entries.clear();
        }
        return Objects.requireNonNull(entries.compute(
                host, (name, old) -> old != null && old.isFresh(ticker.nanos()) ? old : ask(name, old)));
    }

    private Entry ask(String host, @Nullable Entry old) {
        var entry = new Entry(ticker.nanos(), old == null ? null : old.preferred);
        try {
            askers.execute(() -> entry.complete(resolver, host));
        } catch (RejectedExecutionException e) {
            entry.answer.completeExceptionally(e);
        }
        return entry;
    }

    private static List<InetAddress> preferring(@Nullable InetAddress preferred, List<InetAddress> found) {
        if (preferred == null || found.size() < 2 || !found.contains(preferred)) {
            return found;
        }
        return Stream.concat(Stream.of(preferred), found.stream().filter(a -> !a.equals(preferred)))
                .toList();
    }

    /** One question and, later, its answer. */
    private static final class Entry {
        private final CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        private final long askedAt;
        private volatile @Nullable InetAddress preferred;

        Entry(long askedAt, @Nullable InetAddress preferred) {
            this.askedAt = askedAt;
            this.preferred = preferred;
        }

        boolean isFresh(long now) {
            var kept = answer.isCompletedExceptionally() ? FAILURE_FRESH : FRESH;
            return !answer.isDone() || now - askedAt < kept.toNanos();
        }

        void complete(NameResolver resolver, String host) {
            try {
                answer.complete(resolver.resolve(host));
            } catch (UnknownHostException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }
}
