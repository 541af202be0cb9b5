package dev.iris.oauth;

import dev.iris.oauth.FetchOutcome.Fetched;
import dev.iris.oauth.TokenResult.Unavailable;
import org.slf4j.Logger;

/** What the log is told of a token request: origin and reason, nothing that was sent or answered. */
final class FetchLog {
    private FetchLog() {}

    static void write(Logger log, String origin, FetchOutcome outcome, TokenResult result) {
        if (outcome instanceof Fetched fetched) {
            fetched.remarks().forEach(remark -> log.warn("Token endpoint {}: {}.", origin, remark));
        }
        if (result instanceof Unavailable(var reason, var retryAfter)) {
            log.warn("Token endpoint {}: {} Next request in {} ms.", origin, reason.text(), retryAfter.toMillis());
        }
    }
}
