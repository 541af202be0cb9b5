package dev.iris.cli.bench;

/**
 * What the recovery benchmark is asked to do. Immutable.
 *
 * @param devices that events speak of
 * @param events that come while the partner is away, at least one of each device
 * @param limit messages a second above which the other partner answers 429
 * @param limitedSeconds how long that one is to be kept busy
 */
public record RecoveryLoad(Load load, int devices, int events, int limit, int limitedSeconds) {
    int eventsOfEach() {
        return events / devices;
    }

    /** Devices that take the limited partner so long. */
    int limitedDevices() {
        return limit * limitedSeconds * load.usersPerMessage();
    }
}
