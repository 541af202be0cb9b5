package dev.iris.cli.bench;

/**
 * The report of a recovery benchmark.
 *
 * @param before a drain before the outage
 * @param after a drain after it
 * @param throttled the drain to the partner that answers 429
 * @param messages what that partner was sent
 */
record RecoveryFigures(
        RecoveryLoad recovery,
        Window before,
        Outage outage,
        Window after,
        Window throttled,
        PartnerBooks.Messages messages) {
    Report report() throws InterruptedException {
        double normal = (before.usersPerSecond() + after.usersPerSecond()) / 2;
        return Figures.head("recovery", recovery.load())
                .count("devices", "devices", recovery.devices())
                .count("eventsWhileAway", "events while the partner was away", eventsWhileAway())
                .group("outage", recovered(normal))
                .group("throttled", limited());
    }

    private long eventsWhileAway() {
        return (long) recovery.eventsOfEach() * recovery.devices();
    }

    private Report recovered(double normal) {
        return new Report()
                .count("rows", "devices that waited at its end", outage.rows())
                .count("delivered", "users delivered afterwards", outage.delivered())
                .number("secondsToNotice", "from its return to the first delivery, s", outage.secondsToNotice(), 2)
                .number("seconds", "from then until nothing waited, s", outage.seconds(), 2)
                .number("usersPerSecond", "users/s", outage.usersPerSecond(), 0)
                .number("beforeUsersPerSecond", "users/s of a drain before", before.usersPerSecond(), 0)
                .number("afterUsersPerSecond", "users/s of a drain after", after.usersPerSecond(), 0)
                .number("ratioToNormal", "ratio to the mean of these two", outage.usersPerSecond() / normal, 3)
                .count("estimates", "estimates of the rest, under way", outage.estimates())
                .measured("worstEstimateFactor", "the worst was wrong by a factor of", outage.worstFactor(), 2);
    }

    private Report limited() {
        return new Report()
                .count("limit", "messages/s that the other partner takes", recovery.limit())
                .number("seconds", "how long it was sent some, s", throttled.seconds(), 1)
                .number("messagesPerSecond", "messages/s that it took", throttled.messagesPerSecond(), 0)
                .number("ratioToLimit", "ratio to its limit", throttled.messagesPerSecond() / recovery.limit(), 3)
                .count("messages", "messages that it was sent", messages.all())
                .number("throttledShare", "share of them answered 429", messages.refusedShare(), 4);
    }
}
