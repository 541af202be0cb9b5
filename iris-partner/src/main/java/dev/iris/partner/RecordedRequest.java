package dev.iris.partner;

import java.time.Instant;
import java.util.List;

/**
 * One request as it came, for looking at: secrets are masked. Immutable.
 *
 * @param target path and query
 * @param headers lines in their order, {@code name: value}, names in lower case, values that may be secret as {@code ***}
 * @param body text, cut after 64 KiB; of a token request only the contract's own body is kept
 * @param arrival when the request had come whole
 * @param ending what became of it
 */
public record RecordedRequest(
        String method, String target, List<String> headers, String body, Instant arrival, Ending ending) {
    public RecordedRequest {
        headers = List.copyOf(headers);
    }

    /** What became of a request. */
    public sealed interface Ending {
        /** It was answered. */
        record Answered(int status) implements Ending {}

        /** A fault kept its answer back, cut it or spoilt it. */
        record Unanswered(Fault fault) implements Ending {}
    }
}
