package dev.iris.http;

import dev.iris.http.HttpsResult.Failed;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;

/** What an operator is told of an exchange that broke after its connection was in hand. */
final class BrokenExchange {
    private BrokenExchange() {}

    static Failed fault(Throwable failure) {
        return switch (failure) {
            case HttpClosedException e -> broken();
            case StreamResetException e -> broken();
            case IOException e -> broken();
            default -> new Failed(EdgeFault.ANSWER_UNDECODABLE, "the answer is not well-formed HTTP");
        };
    }

    private static Failed broken() {
        return new Failed(EdgeFault.UNREACHABLE, "the connection broke before the answer was complete");
    }
}
