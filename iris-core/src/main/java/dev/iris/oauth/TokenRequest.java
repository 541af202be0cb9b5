package dev.iris.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsRequest;
import dev.iris.http.Outbound;
import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.SecretFiles;
import dev.iris.model.SecretUnreadableException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** The token request of the contract, header for header (RFC 6749 section 4.4.2). */
final class TokenRequest {
    /** Longest wait for a token, connecting and reading included. */
    static final Duration TOTAL = Duration.ofSeconds(10);

    /** Token requests at once to one origin, over all credentials. */
    private static final int CONNECTIONS = 16;

    private static final byte[] GRANT = "grant_type=client_credentials".getBytes(UTF_8);

    private TokenRequest() {}

    /** The request with the credential as it is now. */
    static HttpsRequest of(TokenGrant grant, Outbound outbound) throws SecretUnreadableException {
        var authentication = grant.authentication();
        var headers = List.of(
                new HttpHeader("User-Agent", outbound.userAgent()),
                new HttpHeader("Authorization", "Basic " + basic(authentication.credential(), outbound.files())),
                new HttpHeader("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8"),
                new HttpHeader("Accept-Encoding", "gzip"));
        var owner = "token " + authentication.tokenEndpoint().origin();
        var channel = outbound.channel(owner, CONNECTIONS, grant.tls());
        return new HttpsRequest("POST", authentication.tokenEndpoint(), headers, GRANT, TOTAL)
                .withTotal(TOTAL)
                .withChannel(channel);
    }

    /** What follows the word Basic. Form-encoding comes before base64 (RFC 6749 section 2.3.1). */
    static String basic(ClientCredential credential, SecretFiles files) throws SecretUnreadableException {
        return switch (credential) {
            case OpaqueBasic(var value) -> sendable(value.resolve(files).reveal());
            case ClientIdAndSecret(var id, var secret) ->
                Base64.getEncoder()
                        .encodeToString(
                                (form(id) + ":" + form(secret.resolve(files).reveal())).getBytes(UTF_8));
        };
    }

    private static String sendable(String value) throws SecretUnreadableException {
        if (!value.matches("[!-~]([ -~]*[!-~])?")) {
            throw new SecretUnreadableException(
                    "the Basic value is not of visible ASCII characters without outer spaces or line breaks");
        }
        return value;
    }

    private static String form(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
