package dev.iris.crash;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.CommandFailedException;
import dev.iris.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Posts events of its own devices, one request after the other. What was not answered is not repeated: the next event goes on from
 * there. Runs on one thread; what it counts is read when that has ended or waits.
 */
final class Teller implements Runnable {
    private static final int MOST_EVENTS = 30;
    private static final int MOST_PAUSE_MILLIS = 10;

    private final Board board;
    private final ServerSeat seat;
    private final List<DeviceLife> lives;
    private final Random random;
    private final List<DeviceBook> unconfirmed = new ArrayList<>();
    private final Counts counts;
    private volatile boolean stopping;

    Teller(Board board, ServerSeat seat, List<DeviceLife> lives, Counts counts, Random random) {
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
                        post(api);
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
        Map<DeviceLife, List<ToldEvent>> told = new LinkedHashMap<>();
        var events = new ArrayList<JsonValue>();
        for (int i = 1 + random.nextInt(MOST_EVENTS); i > 0; i--) {
            var life = lives.get(random.nextInt(lives.size()));
            var event = life.next();
            told.computeIfAbsent(life, _ -> new ArrayList<>()).add(event);
            events.add(event.json(life.book().device()));
        }
        boolean answered = isAccepted(api, events);
        counts.told(events.size(), answered);
        told.forEach((life, some) -> {
            if (answered) {
                life.book().accepted(some, board.places());
            } else {
                life.book().unanswered(some, board.places());
                unconfirmed.add(life.book());
            }
        });
    }

    private static boolean isAccepted(ApiClient api, List<JsonValue> events) {
        try {
            var reply = api.post("/v1/events", JsonValue.array(events));
            if (reply.status() >= 400 && reply.status() < 500 && reply.status() != 429) {
                throw new IllegalStateException("the server refused events: " + reply.sentence());
            }
            return reply.status() == 202;
        } catch (CommandFailedException e) {
            return false;
        }
    }
}
