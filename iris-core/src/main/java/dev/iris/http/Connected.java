package dev.iris.http;

/** What became of a request once a connection was looked for. */
sealed interface Connected {
    /** A verified connection was had, and the exchange on it has ended. */
    record Ended(HttpsResult result) implements Connected {}

    /** There was none; nothing of the request was sent. */
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
