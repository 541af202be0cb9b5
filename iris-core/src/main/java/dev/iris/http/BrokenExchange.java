package dev.iris.http;

import dev.iris.http.HttpsResult.Failed;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;

/** What an operator is told of an exchange that broke after its connection was in hand. */
final class BrokenExchange {
    private BrokenExchange() {}

    static Failed fault(Throwable failure, Channel channel) {
        return switch (failure) {
            case HttpClosedException e -> broken("the connection broke before the answer was complete");
            case StreamResetException e -> broken("the partner gave up the request before the answer was complete");
            case IOException e -> // in TLS 1.3 a client certificate is refused only now
                broken(TlsFault.find(e, channel).orElse("the connection broke before the answer was complete"));
            default -> new Failed(EdgeFault.ANSWER_UNDECODABLE, "the answer is not well-formed HTTP");
        };
    }

    private static Failed broken(String detail) {
        return new Failed(EdgeFault.UNREACHABLE, detail);
    }
}
