package dev.iris.deliver;

import dev.iris.http.HttpHeader;
import dev.iris.observe.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a sample user that an operator had sent; secrets are masked.
 *
 * @param took from the first byte sent to the whole answer; zero when nothing was sent
 * @param reason why it was not delivered; null when it was
 * @param request null when nothing was sent
 * @param answer null when none came
 */
public record SampleDelivery(
        Duration took,
        @Nullable Reason reason,
        @Nullable Request request,
        @Nullable Answer answer) {
    /** What was sent. */
    public record Request(String method, String url, List<HttpHeader> headers, String body) {
        public Request {
            headers = List.copyOf(headers);
        }
    }

    /** What the partner answered, at most its first {@link SampleUser#SHOWN} characters. */
    public record Answer(int status, List<HttpHeader> headers, String body) {
        public Answer {
            headers = List.copyOf(headers);
        }
    }

    /** Nothing was sent. */
    static SampleDelivery unsent(Reason reason) {
        return new SampleDelivery(Duration.ZERO, reason, null, null);
    }

    /** Why the sample was not delivered, if it was not. */
    public Optional<Reason> findReason() {
        return Optional.ofNullable(reason);
    }

    /** What was sent, if anything was. */
    public Optional<Request> findRequest() {
        return Optional.ofNullable(request);
    }

    /** What the partner answered, if it did. */
    public Optional<Answer> findAnswer() {
        return Optional.ofNullable(answer);
    }
}
