package dev.iris.cli.demo;

import dev.iris.partner.RecordedRequest;
import dev.iris.partner.ReferencePartner;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The three acts, and the account at the end. Confined to one run. */
final class Story {
    /** How long the partner is away in the third act. */
    private static final Duration ABSENCE = Duration.ofSeconds(4);

    private static final int EVENTS_PER_TICK = 40;
    private static final int DEVICES = 2_000;
    private static final int DEVICES_OF_THE_ABSENCE = 800;

    private final ReferencePartner partner;
    private final SampleAudience audience;
    private final Feed feed;
    private final Stage stage;
    private final RandomGenerator random;
    private final Narrator narrator;

    Story(
            ReferencePartner partner,
            SampleAudience audience,
            Feed feed,
            Stage stage,
            RandomGenerator random,
            Narrator narrator) {
        this.partner = partner;
        this.audience = audience;
        this.feed = feed;
        this.stage = stage;
        this.random = random;
        this.narrator = narrator;
    }

    /** Tells it within about that time; says whether every device's state arrived. */
    boolean tell(Duration length) throws InterruptedException {
        coldStart(length.multipliedBy(25).dividedBy(100));
        revocation(length.multipliedBy(20).dividedBy(100));
        absence(length.multipliedBy(35).dividedBy(100));
        return account();
    }

    private void coldStart(Duration length) throws InterruptedException {
        narrator.act(1, "a cold start. The first message needs a token; all that follow share it.");
        stage.play(length, EVENTS_PER_TICK, () -> random.nextInt(DEVICES));
        stage.drain();
        show("The token request as the partner received it, the credential masked:", "/oauth2/token");
        show("A segment request as the partner received it, the token masked:", "/segments/aam");
        narrator.say("");
        narrator.say("   token requests so far: " + partner.counts().tokenRequests());
    }

    private void revocation(Duration length) throws InterruptedException {
        narrator.act(2, "the partner revokes the token. A 401 drops it, one request renews it, nothing is lost.");
        long before = partner.counts().tokenRequests();
        partner.expireTokens();
        stage.play(length, EVENTS_PER_TICK, () -> random.nextInt(DEVICES));
        stage.drain();
        narrator.say(
                "   token requests since the revocation: " + (partner.counts().tokenRequests() - before));
    }

    private void absence(Duration length) throws InterruptedException {
        narrator.act(
                3, "the partner is away for 4 s. The backlog grows; then each device is sent once, as it is by then.");
        partner.goAway(ABSENCE);
        stage.play(ABSENCE, EVENTS_PER_TICK, () -> DEVICES + random.nextInt(DEVICES_OF_THE_ABSENCE));
        stage.play(length.minus(ABSENCE), EVENTS_PER_TICK, () -> random.nextInt(DEVICES));
        stage.drain();
        narrator.say("   devices that changed during the absence: " + seenInAbsence()
                + ", entries the partner took for them: " + takenOfAbsence());
    }

    private boolean account() {
        var ledger = partner.ledger();
        long arrived = audience.arrived(ledger, Stage.DESTINATION);
        narrator.say("");
        narrator.say("Summary");
        narrator.say("   events accepted    " + feed.accepted());
        narrator.say("   devices expected   " + audience.devices());
        narrator.say("   devices arrived    " + arrived + " (their last state at the partner equals the rules')");
        narrator.say("   users              " + ledger.users());
        narrator.say("   messages           " + partner.counts().segmentRequestsAccepted());
        narrator.say("   repeats            " + ledger.repeats());
        narrator.say("   token requests     " + partner.counts().tokenRequests());
        if (arrived != audience.devices()) {
            narrator.say("   the first that did not: " + audience.firstMissing(ledger, Stage.DESTINATION));
        }
        return arrived == audience.devices();
    }

    private void show(String title, String path) {
        partner.requests().stream()
                .filter(request -> request.target().equals(path))
                .findFirst()
                .ifPresent((RecordedRequest request) -> narrator.request(title, request));
    }

    private long seenInAbsence() {
        return IntStream.range(DEVICES, DEVICES + DEVICES_OF_THE_ABSENCE)
                .filter(audience::knows)
                .count();
    }

    private long takenOfAbsence() {
        return IntStream.range(DEVICES, DEVICES + DEVICES_OF_THE_ABSENCE)
                .mapToLong(device -> partner.ledger().accepted(SampleAudience.uuid(device)))
                .sum();
    }
}
