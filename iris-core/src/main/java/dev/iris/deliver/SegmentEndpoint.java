package dev.iris.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.format.Rendered;
import dev.iris.format.RequestSigning;
import dev.iris.http.Challenge;
import dev.iris.http.Channel;
import dev.iris.http.EdgeFault;
import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsRequest;
import dev.iris.http.HttpsResult;
import dev.iris.http.Outbound;
import dev.iris.http.RetryAfter;
import dev.iris.model.Destination;
import dev.iris.model.MessageForm;
import dev.iris.model.Secret;
import dev.iris.model.SecretUnreadableException;
import dev.iris.model.Signature;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Sends one segment request and says what became of it. Thread-safe. */
final class SegmentEndpoint {
    private static final Pattern PLAIN_WORD = Pattern.compile("[a-z_]{1,40}");

    private static final byte[] NO_BODY = new byte[0];

    private final Outbound outbound;
    private final InstantSource clock;

    SegmentEndpoint(Outbound outbound, InstantSource clock) {
        this.outbound = outbound;
        this.clock = clock;
    }

    AttemptOutcome send(Destination destination, Rendered rendered, Pass pass) throws InterruptedException {
        try {
            var request = request(destination, rendered, pass).ignoringAnswerBody();
            return outcome(exchange(request), destination);
        } catch (SecretUnreadableException e) {
            return new AttemptOutcome.Unreachable(unreadable(e));
        }
    }

    HttpsRequest request(Destination destination, Rendered rendered, Pass pass) throws SecretUnreadableException {
        var target = target(destination, rendered);
        var body = switch (rendered) {
            case Rendered.Body whole -> whole.bytes();
            case Rendered.Query _ -> NO_BODY;
        };
        var signed = rendered instanceof Rendered.Query ? target.getBytes(UTF_8) : body;
        return new HttpsRequest(
                        destination.method().name(),
                        destination.endpoint(),
                        headers(destination.form(), rendered, pass, signed),
                        body,
                        destination.delivery().timeout())
                .withTarget(target)
                .withChannel(channel(destination));
    }

    private static String target(Destination destination, Rendered rendered) {
        var target = destination.endpoint().requestTarget();
        if (!(rendered instanceof Rendered.Query(var query)) || query.isEmpty()) {
            return target;
        }
        return target + (target.indexOf('?') < 0 ? '?' : '&') + query;
    }

    HttpsResult exchange(HttpsRequest request) throws InterruptedException {
        return outbound.edge().exchange(request);
    }

    AttemptOutcome outcome(HttpsResult result, Destination destination) {
        return switch (result) {
            case HttpsResult.Answered answer -> outcome(answer, destination);
            case HttpsResult.Failed(EdgeFault fault, String detail) -> outcome(fault, detail);
        };
    }

    /** Nobody else's requests share its connections. */
    private Channel channel(Destination destination) throws SecretUnreadableException {
        var delivery = destination.delivery();
        var channel = outbound.channel(destination.number().toString(), delivery.maxConcurrency(), destination.tls());
        return delivery.http2() ? channel.withHttp2() : channel;
    }

    static Reason unreadable(SecretUnreadableException e) {
        return new Reason(ReasonCode.SECRET_UNREADABLE, String.valueOf(e.getMessage()));
    }

    private List<HttpHeader> headers(MessageForm form, Rendered rendered, Pass pass, byte[] signed)
            throws SecretUnreadableException {
        var headers = new ArrayList<HttpHeader>();
        headers.add(new HttpHeader("User-Agent", outbound.userAgent()));
        headers.addAll(pass.headers());
        if (rendered instanceof Rendered.Body body) {
            headers.add(new HttpHeader("Content-Type", body.contentType().toString()));
        }
        headers.add(new HttpHeader("Accept-Encoding", "gzip"));
        form.headers().forEach((name, value) -> headers.add(new HttpHeader(name, value)));
        var signature = form.signature();
        for (var key : keys(signature)) {
            headers.add(new HttpHeader(signature.header(), RequestSigning.sign(signed, signature.algorithm(), key)));
        }
        return headers;
    }

    /** The keys that sign, as they are now. */
    List<Secret> keys(Signature signature) throws SecretUnreadableException {
        var keys = new ArrayList<Secret>();
        for (var key : signature.keys()) {
            keys.add(key.resolve(outbound.files()));
        }
        return keys;
    }

    private AttemptOutcome outcome(HttpsResult.Answered answer, Destination destination) {
        var pause = RetryAfter.find(answer, clock.instant()).orElse(Duration.ZERO);
        return new StatusMeanings(destination).outcome(answer.status(), bearerError(answer), pause);
    }

    private static String bearerError(HttpsResult.Answered answer) {
        return Challenge.parse(answer.headerValues("WWW-Authenticate")).stream()
                .filter(challenge -> challenge.isOf("bearer"))
                .flatMap(challenge -> challenge.find("error").stream())
                .filter(error -> PLAIN_WORD.matcher(error).matches())
                .findFirst()
                .orElse("");
    }

    private static AttemptOutcome outcome(EdgeFault fault, String detail) {
        return fault == EdgeFault.TIMEOUT
                ? new AttemptOutcome.TimedOut()
                : new AttemptOutcome.Unreachable(new Reason(fault.reasonCode(), detail));
    }
}
