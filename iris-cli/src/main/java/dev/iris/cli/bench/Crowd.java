package dev.iris.cli.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The destinations of one run, the bad ones evenly among the healthy ones, each told of an event in its turn. Confined. */
final class Crowd implements Departures {
    /** Destinations of a run. */
    static final int MOST = 1_000;

    private final List<Target> all = new ArrayList<>();
    private final List<Target> healthy = new ArrayList<>();
    private final List<Target> bad = new ArrayList<>();
    private int turn;

    private Crowd() {}

    /** A destination of a run, from 1, by its place in it, from 0. */
    static LoadDestination destination(int run, int place) {
        return LoadDestination.numbered(run * MOST + place);
    }

    /**
     * A crowd whose destinations and devices no other run has.
     *
     * @param run its number
     * @param bad how many of the destinations are bad
     */
    static Crowd of(int run, long seed, int destinations, int bad) {
        var crowd = new Crowd();
        for (int i = 0; i < destinations; i++) {
            var target = new Target(destination(run, i), seed + (long) run * MOST + i);
            crowd.all.add(target);
            (isBad(i, destinations, bad) ? crowd.bad : crowd.healthy).add(target);
        }
        return crowd;
    }

    List<Target> healthy() {
        return healthy;
    }

    List<Target> bad() {
        return bad;
    }

    List<LoadDestination> healthyDestinations() {
        return healthy.stream().map(Target::destination).toList();
    }

    @Override
    public Departure next(int events, Instant meant) {
        var lines = new StringBuilder();
        var samples = new ArrayList<Departure.Sample>(events);
        for (int i = 0; i < events; i++) {
            all.get(turn).append(lines, meant).ifPresent(samples::add);
            turn = (turn + 1) % all.size();
        }
        return new Departure(lines, events, samples);
    }

    private static boolean isBad(int index, int destinations, int bad) {
        return (index + 1) * bad / destinations > index * bad / destinations;
    }
}
