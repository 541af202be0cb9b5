package dev.iris.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.deliver.Admission.Answer;
import dev.iris.format.TemplateLimitException;
import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsRequest;
import dev.iris.http.HttpsResult;
import dev.iris.http.HttpsResult.Answered;
import dev.iris.model.Contact;
import dev.iris.model.Destination;
import dev.iris.model.DeviceId;
import dev.iris.model.EntryFacts;
import dev.iris.model.Mapping;
import dev.iris.model.Message;
import dev.iris.model.SecretUnreadableException;
import dev.iris.model.SegmentId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import dev.iris.oauth.SpokenForms;
import dev.iris.observe.Reason;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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
    private static final Mapping MAPPING = new Mapping(new SegmentId("0"), null, null, null);
    private static final String SAMPLE_IP = "192.0.2.1";
    private static final String SAMPLE_USER_AGENT = "iris-sample";

    private final Destination destination;
    private final Admission admission;
    private final CourierKit kit;
    private boolean wasRejected;

    SampleUser(Destination destination, Admission admission, CourierKit kit) {
        this.destination = destination;
        this.admission = admission;
        this.kit = kit;
    }

    SampleDelivery send() throws InterruptedException {
        var first = attempt();
        return wasRejected ? attempt() : first;
    }

    private SampleDelivery attempt() throws InterruptedException {
        try {
            return switch (admission.take(Dispatch.TOKEN_WAIT)) {
                case Answer.Granted(Pass pass) -> send(pass);
                case Answer.Later(Reason reason, Duration _) -> SampleDelivery.unsent(reason);
                case Answer.Barred(Reason reason, Duration _) -> SampleDelivery.unsent(reason);
            };
        } catch (TemplateLimitException e) {
            return SampleDelivery.unsent(Dispatch.tooMuch(e));
        } catch (SecretUnreadableException e) {
            return SampleDelivery.unsent(SegmentEndpoint.unreadable(e));
        }
    }

    private SampleDelivery send(Pass pass)
            throws InterruptedException, SecretUnreadableException, TemplateLimitException {
        var rendered = kit.formats().of(destination).render(message(), kit.random());
        var request = kit.endpoint().request(destination, rendered, pass);
        var keys = kit.endpoint().keys(destination.form().signature());
        long start = kit.ticker().nanos();
        var result = kit.endpoint().exchange(request);
        var took = Duration.ofNanos(kit.ticker().nanos() - start);
        var outcome = kit.endpoint().outcome(result, destination);
        if (outcome instanceof AttemptOutcome.Unauthorised || outcome instanceof AttemptOutcome.CredentialRefused) {
            wasRejected = admission.refused(pass);
        }
        var reason = outcome instanceof AttemptOutcome.Delivered ? null : outcome.reason();
        return new SampleDelivery(
                took, reason, shown(request), shown(result, text -> SpokenForms.mask(pass.mask(text), keys)));
    }

    private Message message() {
        var now = kit.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        var route = kit.catalog().get().findRoute(destination.number());
        var mapping = destination.mappings().stream().findFirst().orElse(MAPPING);
        var alias = route.flatMap(known -> known.alias(mapping.segment())).orElse(mapping.value(Map.of()));
        var status = new SegmentStatus(alias, true, now, mapping.segment());
        var facts = new EntryFacts(
                new Contact(now, SAMPLE_IP, SAMPLE_USER_AGENT), Map.of(destination.userDpid(), PARTNER_UUID));
        var entry = new UserEntry(DEVICE, PARTNER_UUID, List.of(), List.of(status), facts);
        return new Message(now, destination.userDpid(), destination.clientId(), destination.id(), List.of(entry));
    }

    private static SampleDelivery.Request shown(HttpsRequest request) {
        return new SampleDelivery.Request(
                request.method(),
                request.url()
                        + request.target()
                                .substring(request.url().requestTarget().length()),
                request.headers().stream().map(HttpHeader::masked).toList(),
                new String(request.body().bytes(), UTF_8));
    }

    private static SampleDelivery.@Nullable Answer shown(HttpsResult result, UnaryOperator<String> mask) {
        if (!(result instanceof Answered(int status, var headers, var body))) {
            return null;
        }
        var text = mask.apply(new String(body.bytes(), UTF_8));
        return new SampleDelivery.Answer(
                status,
                headers.stream()
                        .map(HttpHeader::masked)
                        .map(header -> new HttpHeader(header.name(), mask.apply(header.value())))
                        .toList(),
                text.substring(0, Math.min(text.length(), SHOWN)));
    }
}
