package dev.iris.crash;

import dev.iris.cli.client.ApiClient;
import dev.iris.partner.PartnerSettings;
import dev.iris.partner.ReferencePartner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One run of the crash harness: tellers post events, an operator changes the configuration, the partner misbehaves, and the server is
 * killed at random moments and started again. In between and at the end everything comes to rest and is accounted for. Every actor
 * draws from a random sequence of its own, made from the seed; how their threads meet is the machine's.
 */
final class CrashRun implements AutoCloseable {
    private static final int TELLERS = 4;
    private static final int DEVICES_OF_A_TELLER = 60;
    private static final int KILLS_BETWEEN_ACCOUNTS = 25;
    private static final int MOST_USERS = 10;

    /** The server is killed when it accepted so many events since it was started, or some fewer, or when it had its time. */
    private static final int MOST_EVENTS_OF_A_LIFE = 1_500;

    private static final Duration LONGEST_LIFE = Duration.ofSeconds(2);

    private final long seed;
    private final int kills;
    private final Random random;
    private final ReferencePartner partner;
    private final ServerSeat seat;
    private final Board board = new Board();
    private final Counts counts = new Counts();
    private final List<DeviceLife> lives = new ArrayList<>();
    private final List<Teller> tellers = new ArrayList<>();
    private final List<Site> sites;
    private final Operator operator;
    private final Mischief mischief;
    private final Accountant accountant;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private int killed;

    CrashRun(Path folder, long seed, int kills) throws IOException {
        this.seed = seed;
        this.kills = kills;
        this.random = new Random(seed);
        this.partner = ReferencePartner.start(
                PartnerSettings.builder().maxUsers(MOST_USERS).build());
        this.seat = new ServerSeat(folder, partner);
        this.sites = sites();
        this.operator = new Operator(board, seat, sites, counts, actor());
        this.mischief = new Mischief(partner, inFlight(), MOST_USERS, actor());
        this.accountant = new Accountant(board, seat, partner, sites, counts);
        var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(100));
        for (int i = 0; i < TELLERS; i++) {
            tellers.add(teller(i, start));
        }
    }

    /**
     * Says what the run came to, or throws when it could not be carried out.
     *
     * @param most after that time there are no more kills
     */
    CrashReport run(Duration most) throws Exception {
        var end = Instant.now().plus(most);
        seat.start();
        operator.begin();
        tellers.forEach(this::start);
        start(operator);
        var findings = Findings.NONE;
        while (killed < kills && findings.wrong() == 0 && Instant.now().isBefore(end)) {
            mischief.next(lives.get(random.nextInt(lives.size())).book().device());
            counts.awaitAccepted(counts.accepted() + 1 + random.nextInt(MOST_EVENTS_OF_A_LIFE), LONGEST_LIFE);
            kill();
            if (killed % KILLS_BETWEEN_ACCOUNTS == 0) {
                findings = account("between");
            }
        }
        tellers.forEach(Teller::stop);
        operator.stop();
        for (var thread : threads) {
            thread.join();
        }
        findings = findings.wrong() == 0 ? account("at the end") : findings;
        if (findings.wrong() == 0) {
            seeEveryDevice();
            findings = account("after a sighting of every device");
        }
        for (var failure : failures) {
            throw new IllegalStateException("an actor of the run failed", failure);
        }
        return report(findings);
    }

    /** SIGTERM; says the exit code. */
    int end() throws InterruptedException {
        return seat.end();
    }

    @Override
    public void close() {
        tellers.forEach(Teller::stop);
        operator.stop();
        threads.forEach(Thread::interrupt);
        try {
            seat.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        partner.close();
    }

    private void kill() throws Exception {
        seat.kill();
        killed++;
        while (killed < kills && random.nextInt(4) == 0) {
            seat.startAndKill(Duration.ofMillis(200 + random.nextInt(2_500)));
            killed++;
        }
        seat.start();
    }

    private Findings account(String when) throws InterruptedException {
        board.deciding().lock();
        try {
            var findings = accountant.account();
            System.out.println(report(findings) + ", " + when);
            return findings;
        } finally {
            board.deciding().unlock();
        }
    }

    private void seeEveryDevice() throws InterruptedException {
        ApiClient api = seat.awaitUp();
        for (var life : lives) {
            var event = life.sighting();
            api.post("/v1/events", event.json(life.book().device())).orFail();
            life.book().accepted(List.of(event), board.places());
            counts.told(1, true);
        }
    }

    private CrashReport report(Findings findings) {
        var ledger = partner.ledger();
        return new CrashReport(
                seed,
                killed,
                counts.accepted(),
                counts.unanswered(),
                counts.changes(),
                counts.unansweredChanges(),
                findings,
                ledger.staleEntries(),
                ledger.stale(),
                ledger.users(),
                ledger.repeats(),
                new CrashReport.RepeatBound(
                        killed * inFlight(),
                        mischief.mayRepeat(),
                        board.books().stream().mapToLong(DeviceBook::oldNews).sum(),
                        2 * accountant.replayed(),
                        accountant.mayRepeat()));
    }

    private long inFlight() {
        return sites.stream().mapToLong(Site::inFlight).sum();
    }

    private List<Site> sites() {
        var endpoint = partner.segmentEndpoint().toString();
        var token = partner.tokenEndpoint().toString();
        return List.of(
                new Site("423", DeviceLife.OWN, MOST_USERS, 4, List.of("A", "B", "C", "D"), false, endpoint, token),
                new Site("424", DeviceLife.GAID, 3, 4, List.of("C", "D", "E", "F"), false, endpoint, token),
                new Site("425", DeviceLife.OWN, 1, 8, List.of("B", "E"), true, endpoint, token));
    }

    private Teller teller(int number, Instant start) {
        var own = new ArrayList<DeviceLife>();
        for (int i = 0; i < DEVICES_OF_A_TELLER; i++) {
            var life = new DeviceLife(number * 1_000 + i, start, actor());
            own.add(life);
            lives.add(life);
            board.add(life.book());
        }
        return new Teller("teller-" + number, board, seat, own, counts, actor());
    }

    private Random actor() {
        return new Random(random.nextLong());
    }

    private void start(Runnable actor) {
        threads.add(Thread.ofVirtual()
                .uncaughtExceptionHandler((_, failure) -> {
                    synchronized (failures) {
                        failures.add(failure);
                    }
                })
                .start(actor));
    }
}
