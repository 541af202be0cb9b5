package dev.iris.cli.bench;

/** What a raw run reached. */
record RawRate(double requestsPerSecond, int usersPerRequest) {
    double usersPerSecond() {
        return requestsPerSecond * usersPerRequest;
    }
}
