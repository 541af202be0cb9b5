package dev.iris.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsRequest;
import dev.iris.http.Outbound;
import dev.iris.model.SecretUnreadableException;
import dev.iris.model.TokenParameters;
import dev.iris.oauth.ClientProof.InBody;
import dev.iris.oauth.ClientProof.InHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The token request of the contract, header for header (RFC 6749 section 4.4.2). */
final class TokenRequest {
    /** Requests at once to one token endpoint, over all credentials. */
    static final int CONNECTIONS = 32;

    private static final FormParameter GRANT = new FormParameter("grant_type", "client_credentials");

    private TokenRequest() {}

    /**
     * A request that proves who asks in this way.
     *
     * @param total from the call to the end of the answer
     */
    static HttpsRequest of(TokenKey key, ClientProof proof, Outbound outbound, Duration total)
            throws SecretUnreadableException {
        var endpoint = key.grant().tokenEndpoint();
        var channel =
                outbound.channel("token " + endpoint, CONNECTIONS, key.tls()).withRenegotiation();
        var body = body(key.grant().parameters(), proof).getBytes(UTF_8);
        return new HttpsRequest("POST", endpoint, headers(proof, outbound), body, total)
                .withTotal(total)
                .needingBodyOfSuccess()
                .withChannel(channel);
    }

    private static List<HttpHeader> headers(ClientProof proof, Outbound outbound) {
        var headers = new ArrayList<HttpHeader>();
        headers.add(new HttpHeader("User-Agent", outbound.userAgent()));
        if (proof instanceof InHeader(var authorization)) {
            headers.add(authorization);
        }
        headers.add(new HttpHeader("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8"));
        headers.add(new HttpHeader("Accept-Encoding", "gzip"));
        return headers;
    }

    private static String body(TokenParameters asked, ClientProof proof) {
        var parameters = new ArrayList<FormParameter>();
        parameters.add(GRANT);
        if (proof instanceof InBody(var proving)) {
            parameters.addAll(proving);
        }
        if (asked.scope() != null) {
            parameters.add(new FormParameter("scope", asked.scope()));
        }
        if (asked.audience() != null) {
            parameters.add(new FormParameter("audience", asked.audience()));
        }
        asked.resources().forEach(resource -> parameters.add(new FormParameter("resource", resource)));
        asked.others().forEach((name, value) -> parameters.add(new FormParameter(name, value)));
        return parameters.stream().map(FormParameter::encoded).collect(joining("&"));
    }
}
