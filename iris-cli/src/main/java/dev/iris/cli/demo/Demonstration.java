package dev.iris.cli.demo;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.CommandFailedException;
import dev.iris.model.Secret;
import dev.iris.model.Ticker;
import dev.iris.partner.PartnerSettings;
import dev.iris.partner.ReferencePartner;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The whole story on this machine: a partner, a server, sample events, and the account of what arrived. */
public final class Demonstration {
    /** Requests that the partner remembers: enough that the first ones can still be shown. */
    private static final int RECORDED_REQUESTS = 5_000;

    private Demonstration() {}

    /**
     * Tells the story; takes about that long.
     *
     * @return whether every device's state arrived
     */
    public static boolean run(Duration length, PrintWriter out) throws InterruptedException {
        var ticker = Ticker.system();
        var narrator = new Narrator(out, ticker.nanos());
        try (var partner = ReferencePartner.start(PartnerSettings.builder()
                        .recordedRequests(RECORDED_REQUESTS)
                        .build());
                var server = DemoServer.start(partner);
                var api = new ApiClient(URI.create(server.url()), Secret.of(server.adminToken()))) {
            narrator.say("The reference partner takes messages at " + partner.segmentEndpoint());
            narrator.say("The server and its console are at " + server.url() + "/");
            makeDestination(api, partner);
            var random = RandomGenerator.getDefault();
            var audience = new SampleAudience(Clock.systemUTC(), random);
            var feed = new Feed(api, audience);
            var stage = new Stage(partner, api, feed, narrator, ticker);
            return new Story(partner, audience, feed, stage, random, narrator).tell(length);
        } catch (IOException e) {
            throw new CommandFailedException("the demonstration needs a free port and a temporary folder", e);
        }
    }

    private static void makeDestination(ApiClient api, ReferencePartner partner) {
        var reply = api.put("/v1/destinations/" + Stage.DESTINATION, SampleDestination.of(partner));
        if (!reply.ok()) {
            throw new CommandFailedException("the server refused the sample destination: " + reply.sentence());
        }
    }
}
