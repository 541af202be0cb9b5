package dev.iris.http;

import io.vertx.core.http.HttpClientRequest;

/** What an attempt to get a connection gave. */
sealed interface Connected {
    /**
     * A verified connection in hand; nothing of the request was sent yet.
     *
     * @param life left when all was sent
     */
    record Ready(HttpClientRequest stream, ConnectionLife life) implements Connected {}

    /** None. */
    record Refused(HttpsResult.Failed why) implements Connected {
        static Refused because(EdgeFault fault, String detail) {
            return new Refused(new HttpsResult.Failed(fault, detail));
        }

        /** Whether another address of the same host may do better. */
        boolean isWorthAnotherAddress() {
            return why.fault() == EdgeFault.UNREACHABLE;
        }
    }
}
