package dev.iris.http;

import dev.iris.http.HttpsResult.Failed;
import io.vertx.core.VertxException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import javax.net.ssl.SSLException;

/** What an operator is told of an exchange that broke after its connection was in hand. */
final class BrokenExchange {
    private BrokenExchange() {}

    static Failed fault(Throwable failure, IdentityKeys keys) {
        return TlsFault.findAlert(failure, keys) // in TLS 1.3 a client certificate is refused only now
                .map(BrokenExchange::broken)
                .orElseGet(() -> notOfTls(failure, keys));
    }

    private static Failed notOfTls(Throwable failure, IdentityKeys keys) {
        if (Causes.find(failure, SSLException.class).isPresent()) {
            return broken(closed(keys));
        }
        return switch (failure) {
            case StreamResetException e -> broken("the partner gave up the request before the answer was complete");
            case VertxException e -> broken(closed(keys)); // what is no HTTP is Netty's to tell
            case IOException e -> broken(closed(keys));
            default -> new Failed(EdgeFault.ANSWER_UNDECODABLE, "the answer is not well-formed HTTP");
        };
    }

    private static String closed(IdentityKeys keys) {
        return "the connection broke before the answer was complete"
                + (keys.areMissed() ? "; the partner asks for a client certificate" : "");
    }

    private static Failed broken(String detail) {
        return new Failed(EdgeFault.UNREACHABLE, detail);
    }
}
