package dev.iris.crash;

import static java.util.stream.Collectors.toMap;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.ApiClient.Reply;
import dev.iris.cli.client.CommandFailedException;
import dev.iris.cli.client.Reading;
import dev.iris.json.JsonValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * Changes the configuration all the while: maps and unmaps segments, changes aliases, pauses and resumes, deletes a destination and
 * makes it again. After each change of mappings it looks at what the server holds: what was asked for if that was answered, else that
 * or what was before. Runs on one thread.
 */
final class Operator implements Runnable {
    private static final int MOST_PAUSE_MILLIS = 1_200;
    private static final int ALIASES_OF_A_LIFE = 3;

    private final Board board;
    private final ServerSeat seat;
    private final List<Site> sites;
    private final Counts counts;
    private final Random random;
    private final Map<String, Integer> lives = new HashMap<>();
    private volatile boolean stopping;

    Operator(Board board, ServerSeat seat, List<Site> sites, Counts counts, Random random) {
        this.board = board;
        this.seat = seat;
        this.sites = sites;
        this.counts = counts;
        this.random = random;
    }

    void stop() {
        stopping = true;
    }

    /** Makes all destinations, and runs the first batch of those that get some: a full one, of no device. */
    void begin() throws InterruptedException {
        for (var site : sites) {
            make(site);
        }
        new Batches(sites).runAll(seat.awaitUp());
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                Thread.sleep(Duration.ofMillis(random.nextInt(MOST_PAUSE_MILLIS)));
                act(sites.get(random.nextInt(sites.size())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void act(Site site) throws InterruptedException {
        var place = board.find(site.id());
        if (place.isEmpty()) {
            make(site);
            return;
        }
        if (!place.get().aliases().containsKey(DeviceLife.ALWAYS)) {
            mapAnew(site);
            return;
        }
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> unmapOrMap(site, place.get());
            case 3, 4 -> mapAnew(site);
            case 5 -> rename(site, place.get());
            case 6 -> operate("/v1/destinations/" + site.id() + "/pause");
            case 7 -> operate("/v1/destinations/" + site.id() + "/resume");
            case 8 -> batch(site);
            default -> {
                if (site.comesAndGoes()) {
                    delete(site);
                }
            }
        }
    }

    private void make(Site site) throws InterruptedException {
        lives.merge(site.id(), 1, Integer::sum);
        var aliases = someMappings(site);
        change(site, Optional.of(aliases), api -> api.put(path(site), site.document(aliases)));
    }

    private void delete(Site site) throws InterruptedException {
        change(site, Optional.of(Map.of()), api -> api.put(path(site), site.document(Map.of())));
        if (board.find(site.id()).filter(place -> place.aliases().isEmpty()).isPresent()) {
            change(site, Optional.empty(), api -> api.delete(path(site)));
        }
    }

    /** All mappings at once. */
    private void mapAnew(Site site) throws InterruptedException {
        var aliases = someMappings(site);
        change(site, Optional.of(aliases), api -> api.put(path(site), site.document(aliases)));
    }

    private void unmapOrMap(Site site, Place place) throws InterruptedException {
        var segment = site.segments().get(random.nextInt(site.segments().size()));
        var aliases = new HashMap<>(place.aliases());
        if (aliases.remove(segment) != null) {
            change(site, Optional.of(aliases), api -> api.delete(path(site) + "/mappings/" + segment));
        } else {
            map(site, aliases, segment);
        }
    }

    private void rename(Site site, Place place) throws InterruptedException {
        map(
                site,
                new HashMap<>(place.aliases()),
                site.segments().get(random.nextInt(site.segments().size())));
    }

    private void map(Site site, Map<String, String> aliases, String segment) throws InterruptedException {
        var alias = alias(site, segment);
        aliases.put(segment, alias);
        var mapping = JsonValue.object().put("value", alias).build();
        change(site, Optional.of(aliases), api -> api.put(path(site) + "/mappings/" + segment, mapping));
    }

    /** One of few names, so that an old one comes back; a destination that was made again uses none from before. */
    private String alias(Site site, String segment) {
        return segment + "." + lives.get(site.id()) + "." + random.nextInt(ALIASES_OF_A_LIFE);
    }

    private Map<String, String> someMappings(Site site) {
        var aliases = new HashMap<String, String>();
        aliases.put(DeviceLife.ALWAYS, DeviceLife.ALWAYS + "." + lives.get(site.id()));
        for (var segment : site.segments()) {
            if (random.nextInt(4) > 0) {
                var before = board.find(site.id()).map(place -> place.aliases().get(segment));
                aliases.put(segment, before.filter(_ -> random.nextBoolean()).orElseGet(() -> alias(site, segment)));
            }
        }
        return aliases;
    }

    private void operate(String path) throws InterruptedException {
        try {
            seat.awaitUp().post(path);
        } catch (CommandFailedException e) {
            // It is asked for again soon.
            counts.changed(false);
        }
    }

    private void batch(Site site) throws InterruptedException {
        try {
            if (site.getsBatches()) {
                Batches.begin(seat.awaitUp(), site);
            }
        } catch (CommandFailedException e) {
            counts.changed(false);
        }
    }

    private void change(Site site, Optional<Map<String, String>> wanted, Function<ApiClient, Reply> call)
            throws InterruptedException {
        board.deciding().lock();
        try {
            boolean answered = isDone(call);
            counts.changed(answered);
            var before = board.find(site.id()).map(Place::aliases);
            var found = find(site);
            if (!found.equals(wanted) && (answered || !found.equals(before))) {
                counts.wrong("destination %s: mappings %s (expected: %s, answered: %s)"
                        .formatted(site.id(), found, wanted, answered));
            }
            found.ifPresentOrElse(
                    aliases -> board.configured(site.id(), site.dataSource(), aliases), () -> board.gone(site.id()));
        } finally {
            board.deciding().unlock();
        }
    }

    private boolean isDone(Function<ApiClient, Reply> call) throws InterruptedException {
        try {
            var reply = call.apply(seat.awaitUp());
            if (reply.status() >= 400 && reply.status() < 500) {
                throw new IllegalStateException("the server refused a change: " + reply.sentence());
            }
            return reply.ok();
        } catch (CommandFailedException e) {
            return false;
        }
    }

    /** The mappings as the server has them, as soon as it says them. */
    private Optional<Map<String, String>> find(Site site) throws InterruptedException {
        while (true) {
            try {
                var reply = seat.awaitUp().get(path(site));
                return reply.status() == 404
                        ? Optional.empty()
                        : Optional.of(Reading.objects(reply.orFail().body(), "mappings").stream()
                                .collect(toMap(
                                        mapping -> Reading.text(mapping, "segment"),
                                        mapping -> Reading.text(mapping, "value"))));
            } catch (CommandFailedException e) {
                Thread.sleep(Duration.ofMillis(20));
            }
        }
    }

    private static String path(Site site) {
        return "/v1/destinations/" + site.id();
    }
}
