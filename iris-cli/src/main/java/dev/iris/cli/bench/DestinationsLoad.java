package dev.iris.cli.bench;

/**
 * What the benchmark of many destinations is asked to do. Immutable.
 *
 * @param destinations configured in the larger runs
 * @param active destinations that events concern, and all that the smaller runs have configured
 * @param devices of each active destination
 * @param pairs runs of each kind
 */
public record DestinationsLoad(Load load, int destinations, int active, int devices, int pairs) {
    /** Users of a run. */
    long users() {
        return (long) active * devices;
    }
}
