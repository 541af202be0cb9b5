package dev.iris.cli.bench;

import java.util.OptionalDouble;

/** What a raw run reached. */
record RawRate(double requestsPerSecond, int usersPerRequest) {
    double usersPerSecond() {
        return requestsPerSecond * usersPerRequest;
    }

    /** What another rate of users is in parts of this one; nothing when this one is nothing. */
    OptionalDouble ratioOf(double otherUsersPerSecond) {
        return usersPerSecond() > 0
                ? OptionalDouble.of(otherUsersPerSecond / usersPerSecond())
                : OptionalDouble.empty();
    }
}
