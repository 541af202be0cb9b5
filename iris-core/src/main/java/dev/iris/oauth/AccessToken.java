package dev.iris.oauth;

import dev.iris.http.HttpHeader;
import dev.iris.model.Secret;

/** A bearer token as it was granted once. Its text form is masked. Thread-safe. */
public final class AccessToken {
    private final Secret value;
    private final HttpHeader authorization;
    private volatile boolean accepted;

    AccessToken(Secret value) {
        this.value = value;
        this.authorization = new HttpHeader("Authorization", "Bearer " + value.reveal());
    }

    /** The header that carries it (RFC 6750 section 2.1); the scheme is written so whatever {@code token_type} said. */
    public HttpHeader authorization() {
        return authorization;
    }

    /** The text with every occurrence of the token masked. */
    public String mask(String text) {
        return text.replace(value.reveal(), "***");
    }

    /** The segment endpoint took it. */
    public void accept() {
        if (!accepted) {
            accepted = true;
        }
    }

    boolean wasAccepted() {
        return accepted;
    }

    Secret value() {
        return value;
    }

    /** Whether the two are one to a partner: the same string. */
    boolean isSameAs(AccessToken other) {
        return this == other || value.equals(other.value);
    }

    @Override
    public String toString() {
        return "AccessToken ***";
    }
}
