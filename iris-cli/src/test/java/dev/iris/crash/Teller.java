package dev.iris.crash;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.ApiClient.Reply;
import dev.iris.cli.client.CommandFailedException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Posts events of its own devices, and now and then an import of what was learned offline, one request after the other. An event that
 * was not answered is not repeated: the next one goes on from there. Runs on one thread; what it counts is read when that has ended or waits.
 */
final class Teller implements Runnable {
    private static final int MOST_EVENTS = 30;
    private static final int MOST_PAUSE_MILLIS = 10;

    private final Board board;
    private final ServerSeat seat;
    private final List<DeviceLife> lives;
    private final Random random;
    private final String name;
    private final Set<DeviceBook> unconfirmed = new LinkedHashSet<>();
    private final Counts counts;
    private volatile boolean stopping;
    private @Nullable Import unfinished;
    private int imports;

    /** Events under the id of an import. */
    private record Import(String id, Told told) {}

    /** @param name begins the ids of its imports */
    Teller(String name, Board board, ServerSeat seat, List<DeviceLife> lives, Counts counts, Random random) {
        this.name = name;
        this.board = board;
        this.seat = seat;
        this.lives = lives;
        this.counts = counts;
        this.random = random;
    }

    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                var api = seat.awaitUp();
                board.telling().lock();
                try {
                    if (confirm(api)) {
                        goOn(api);
                    }
                } finally {
                    board.telling().unlock();
                }
                Thread.sleep(Duration.ofMillis(random.nextInt(MOST_PAUSE_MILLIS)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void goOn(ApiClient api) {
        var some = unfinished;
        if (some == null) {
            post(api);
        } else {
            bring(api, some);
        }
    }

    /** Asks what became of events whose answer never came; says whether the server told. */
    private boolean confirm(ApiClient api) {
        try {
            for (var book : List.copyOf(unconfirmed)) {
                Confirmation.ask(api, book, counts);
                unconfirmed.remove(book);
            }
            return true;
        } catch (CommandFailedException e) {
            return false;
        }
    }

    private void post(ApiClient api) {
        boolean online = random.nextInt(4) > 0;
        var told = new Told();
        for (int i = 1 + random.nextInt(MOST_EVENTS); i > 0; i--) {
            told.add(lives.get(random.nextInt(lives.size())), online ? DeviceLife::next : DeviceLife::nextOffline);
        }
        if (online) {
            note(told, isAccepted(() -> api.post("/v1/events", told.array())));
        } else {
            bring(api, new Import(name + "-" + ++imports, told));
        }
    }

    /** An import whose answer never came is sent again under its id, or left as it is. */
    private void bring(ApiClient api, Import some) {
        boolean answered = isAccepted(() -> api.post(
                "/v1/imports?id=" + some.id(),
                "application/x-ndjson",
                some.told().lines()));
        note(some.told(), answered);
        unfinished = answered || random.nextBoolean() ? null : some;
    }

    private void note(Told told, boolean answered) {
        counts.told(told.size(), answered);
        told.note(answered, board.places());
        if (!answered) {
            unconfirmed.addAll(told.books());
        }
    }

    private static boolean isAccepted(Supplier<Reply> call) {
        try {
            var reply = call.get();
            if (reply.status() >= 400 && reply.status() < 500 && reply.status() != 429) {
                throw new IllegalStateException("the server refused events: " + reply.sentence());
            }
            return reply.status() == 202;
        } catch (CommandFailedException e) {
            return false;
        }
    }
}
