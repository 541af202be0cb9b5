package dev.iris.crash;

import dev.iris.partner.Endpoint;
import dev.iris.partner.Fault;
import dev.iris.partner.FaultStep;
import dev.iris.partner.Garbling;
import dev.iris.partner.Moment;
import dev.iris.partner.ReferencePartner;
import java.time.Duration;
import java.util.Random;

/** What the partner does wrong, so that something waits and something is half done when the server is killed. Confined to the killer. */
final class Mischief {
    private final ReferencePartner partner;
    private final Random random;
    private final long inFlight;
    private final int mostUsers;
    private long mayRepeat;

    /**
     * @param inFlight user entries that can be on their way at once
     * @param mostUsers users of the largest message
     */
    Mischief(ReferencePartner partner, long inFlight, int mostUsers, Random random) {
        this.partner = partner;
        this.inFlight = inFlight;
        this.mostUsers = mostUsers;
        this.random = random;
    }

    /** User entries that these failures may make Iris send again although the partner had taken them. */
    long mayRepeat() {
        return mayRepeat;
    }

    void next(String someDevice) {
        switch (random.nextInt(14)) {
            case 0 -> leave(Duration.ofMillis(500));
            case 1 -> partner.expireTokens();
            case 2 -> fail(10, Fault.status(503));
            case 3 -> fail(20, new Fault.Delay(Duration.ofMillis(200)));
            case 4 -> fail(3, Fault.status(429, Duration.ofSeconds(1)));
            case 5 -> fail(3, new Fault.Reset(Moment.BEFORE_ANSWER));
            case 6 -> fail(3, new Fault.Reset(Moment.HALF_ANSWER));
            case 7 -> lieAbout(3, new Fault.Reset(Moment.AFTER_WORK));
            case 8 -> lieAbout(3, new Fault.Close(Moment.AFTER_WORK));
            case 9 -> lieAbout(1, new Fault.Hang(Moment.AFTER_WORK));
            case 10 -> lieAbout(2, new Fault.Garble(Garbling.LENGTH_MALFORMED));
            case 11 ->
                partner.apply(FaultStep.during(Endpoint.SEGMENTS, Duration.ofSeconds(2), Fault.status(400))
                        .ofUsers(someDevice));
            case 12 ->
                partner.apply(FaultStep.during(Endpoint.SEGMENTS, Duration.ofSeconds(2), Fault.status(500))
                        .ofUsers(someDevice));
            default -> partner.apply(FaultStep.times(Endpoint.TOKEN, 1, Fault.status(500)));
        }
    }

    private void leave(Duration time) {
        mayRepeat += inFlight;
        partner.goAway(time);
    }

    private void fail(int times, Fault fault) {
        partner.apply(FaultStep.times(Endpoint.SEGMENTS, times, fault));
    }

    /** The partner does its work, and Iris cannot know. */
    private void lieAbout(int times, Fault fault) {
        mayRepeat += (long) times * mostUsers;
        partner.apply(FaultStep.times(Endpoint.SEGMENTS, times, fault));
    }
}
