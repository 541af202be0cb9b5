package dev.iris.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.format.StandardFormat;
import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsRequest;
import dev.iris.http.HttpsResult;
import dev.iris.http.HttpsResult.Answered;
import dev.iris.model.Destination;
import dev.iris.model.DeviceId;
import dev.iris.model.Mapping;
import dev.iris.model.Message;
import dev.iris.model.SecretUnreadableException;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import dev.iris.oauth.AccessToken;
import dev.iris.oauth.TokenResult;
import dev.iris.oauth.TokenSource;
import dev.iris.observe.Reason;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user that does not exist, sent on an operator's request outside the outbox: nothing is counted, kept or settled. A token that
 * the partner refuses is renewed once, as for any message. Confined to one call.
 */
final class SampleUser {
    /** Characters of an answer's body that are shown. */
    static final int SHOWN = 4_096;

    private static final DeviceId DEVICE = new DeviceId("0".repeat(38));
    private static final String PARTNER_UUID = "iris-sample";
    private static final String SEGMENT = "0";

    private final Destination destination;
    private final TokenSource tokens;
    private final CourierKit kit;
    private boolean wasRejected;

    SampleUser(Destination destination, TokenSource tokens, CourierKit kit) {
        this.destination = destination;
        this.tokens = tokens;
        this.kit = kit;
    }

    SampleDelivery send() throws InterruptedException {
        var first = attempt();
        return wasRejected ? attempt() : first;
    }

    private SampleDelivery attempt() throws InterruptedException {
        try {
            return switch (tokens.take(Dispatch.TOKEN_WAIT)) {
                case TokenResult.Granted(AccessToken token) -> send(token);
                case TokenResult.Unavailable(Reason reason, Duration _) -> SampleDelivery.unsent(reason);
                case TokenResult.Refused(Reason reason, Duration _) -> SampleDelivery.unsent(reason);
            };
        } catch (SecretUnreadableException e) {
            return SampleDelivery.unsent(SegmentEndpoint.unreadable(e));
        }
    }

    private SampleDelivery send(AccessToken token) throws InterruptedException, SecretUnreadableException {
        var request = kit.endpoint().request(destination, StandardFormat.render(message()), token);
        long start = kit.ticker().nanos();
        var result = kit.endpoint().exchange(request);
        var took = Duration.ofNanos(kit.ticker().nanos() - start);
        var outcome = kit.endpoint().outcome(result, destination);
        if (outcome instanceof AttemptOutcome.Unauthorised) {
            tokens.reject(token);
            wasRejected = true;
        }
        var reason = outcome instanceof AttemptOutcome.Delivered ? null : outcome.reason();
        return new SampleDelivery(took, reason, shown(request), shown(result, token, tokens));
    }

    private Message message() {
        var now = kit.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        var segment =
                destination.mappings().stream().findFirst().map(Mapping::value).orElse(SEGMENT);
        var entry = new UserEntry(DEVICE, PARTNER_UUID, List.of(), List.of(new SegmentStatus(segment, true, now)));
        return new Message(now, destination.userDpid(), destination.clientId(), destination.id(), List.of(entry));
    }

    private static SampleDelivery.Request shown(HttpsRequest request) {
        return new SampleDelivery.Request(
                request.method(),
                request.url().toString(),
                request.headers().stream().map(HttpHeader::masked).toList(),
                new String(request.body().bytes(), UTF_8));
    }

    private static SampleDelivery.@Nullable Answer shown(HttpsResult result, AccessToken token, TokenSource tokens) {
        if (!(result instanceof Answered(int status, var headers, var body))) {
            return null;
        }
        var text = mask(new String(body.bytes(), UTF_8), token, tokens);
        return new SampleDelivery.Answer(
                status,
                headers.stream()
                        .map(HttpHeader::masked)
                        .map(header -> new HttpHeader(header.name(), mask(header.value(), token, tokens)))
                        .toList(),
                text.substring(0, Math.min(text.length(), SHOWN)));
    }

    /** A partner may say back what either of its endpoints was sent. */
    private static String mask(String text, AccessToken token, TokenSource tokens) {
        return tokens.maskCredential(token.mask(text));
    }
}
