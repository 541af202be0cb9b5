package dev.iris.oauth;

import dev.iris.http.EdgeFault;
import dev.iris.http.HttpsRequest;
import dev.iris.http.HttpsResult.Answered;
import dev.iris.http.HttpsResult.Failed;
import dev.iris.http.Outbound;
import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.SecretSource;
import dev.iris.model.SecretUnreadableException;
import dev.iris.oauth.FetchOutcome.Transient;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.InstantSource;

/** One token request to one endpoint with one credential, and what its answer means. Thread-safe. */
final class TokenFetch {
    private static final String MASKED = "***";

    private final Outbound outbound;
    private final TokenGrant grant;
    private final InstantSource clock;

    TokenFetch(Outbound outbound, TokenGrant grant, InstantSource clock) {
        this.outbound = outbound;
        this.grant = grant;
        this.clock = clock;
    }

    FetchOutcome run() throws InterruptedException {
        try {
            return run(TokenRequest.of(grant, outbound));
        } catch (SecretUnreadableException e) {
            return new Transient(new Reason(ReasonCode.SECRET_UNREADABLE, String.valueOf(e.getMessage())), null);
        }
    }

    /** The text without the secret and without the Basic value that is made of it. */
    String mask(String text) {
        var credential = grant.authentication().credential();
        try {
            var secret = secret(credential).resolve(outbound.files()).reveal();
            return text.replace(TokenRequest.basic(credential, outbound.files()), MASKED)
                    .replace(secret, MASKED);
        } catch (SecretUnreadableException e) {
            return MASKED;
        }
    }

    private static SecretSource secret(ClientCredential credential) {
        return switch (credential) {
            case OpaqueBasic(var value) -> value;
            case ClientIdAndSecret(String _, var secret) -> secret;
        };
    }

    /** Where the token is asked for, for logs. */
    String origin() {
        return grant.authentication().tokenEndpoint().origin();
    }

    private FetchOutcome run(HttpsRequest request) throws InterruptedException {
        return switch (outbound.edge().exchange(request)) {
            case Answered answer -> read(answer);
            case Failed(EdgeFault fault, String detail) -> new Transient(new Reason(code(fault), detail), null);
        };
    }

    private FetchOutcome read(Answered answer) {
        return switch (answer.status()) {
            case 200, 201 -> TokenAnswer.read(answer);
            default -> TokenRefusal.read(answer, clock.instant());
        };
    }

    private static ReasonCode code(EdgeFault fault) {
        return switch (fault) {
            case ANSWER_TOO_LARGE, ANSWER_UNDECODABLE -> ReasonCode.TOKEN_UNUSABLE;
            case ADDRESS_FORBIDDEN, CERTIFICATE_UNTRUSTED, CERTIFICATE_HOST, UNREACHABLE, TIMEOUT -> fault.reasonCode();
        };
    }
}
