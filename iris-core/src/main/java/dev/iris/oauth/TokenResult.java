package dev.iris.oauth;

import dev.iris.observe.Reason;
import java.time.Duration;

/** What a request for a token gave. */
public sealed interface TokenResult {
    /** A token to send. */
    record Granted(AccessToken token) implements TokenResult {}

    /**
     * None now, for a cause that may pass by itself.
     *
     * @param retryAfter how long no token request will be made; zero when one is under way
     */
    record Unavailable(Reason reason, Duration retryAfter) implements TokenResult {}

    /**
     * None until somebody changes something: the endpoint takes the credential or the request not.
     *
     * @param retryAfter how long until one request looks whether that has changed
     */
    record Refused(Reason reason, Duration retryAfter) implements TokenResult {}
}
