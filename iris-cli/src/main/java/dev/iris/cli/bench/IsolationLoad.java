package dev.iris.cli.bench;

/**
 * What the isolation benchmark is asked to do. Immutable.
 *
 * @param load of each run
 * @param pairs runs without the bad destinations, and as many with them
 * @param destinations of a run with the bad ones
 * @param bad how many of them are bad, fewer than all
 * @param trouble in what ways
 * @param rate events a second for all destinations together
 */
public record IsolationLoad(Load load, int pairs, int destinations, int bad, Trouble trouble, int rate) {
    int healthy() {
        return destinations - bad;
    }

    /** The one that warms up the partners included. */
    int runs() {
        return 1 + 2 * pairs;
    }
}
