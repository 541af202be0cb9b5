package dev.iris.oauth;

import dev.iris.oauth.FetchOutcome.Fetched;
import dev.iris.oauth.Flight.Landing;
import dev.iris.oauth.TokenResult.Granted;
import dev.iris.oauth.TokenResult.Refused;
import dev.iris.oauth.TokenResult.Unavailable;
import java.util.List;
import org.slf4j.Logger;

/** What the log is told of token requests: origin and reason, nothing that was sent or granted. Thread-safe. */
final class FetchLog {
    private final Logger log;
    private final String origin;
    private volatile List<String> told = List.of();

    FetchLog(Logger log, String origin) {
        this.log = log;
        this.origin = origin;
    }

    void write(FetchOutcome outcome, Landing landing) {
        if (outcome instanceof Fetched fetched) {
            remark(fetched.remarks());
        }
        if (landing instanceof Landing.Empty(var result)) {
            write(result);
        }
    }

    /** Once, not with every token. */
    private void remark(List<String> remarks) {
        if (!remarks.equals(told)) {
            remarks.forEach(remark -> log.warn("Token endpoint {}: {}.", origin, remark));
            told = remarks;
        }
    }

    private void write(TokenResult result) {
        switch (result) {
            case Unavailable(var reason, var wait) ->
                log.warn("Token endpoint {}: {} Next request in {} ms.", origin, reason.text(), wait.toMillis());
            case Refused(var reason, var wait) ->
                log.error(
                        "Token endpoint {}: {} {} Next request in {} s.",
                        origin,
                        reason.text(),
                        reason.code().action(),
                        wait.toSeconds());
            case Granted _ -> {}
        }
    }
}
