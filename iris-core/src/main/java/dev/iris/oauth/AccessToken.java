package dev.iris.oauth;

import dev.iris.http.HttpHeader;
import dev.iris.model.Secret;

/**
 * A bearer token as it was granted once: two grants of one value are two tokens, so that a late rejection of the first leaves the
 * second alone. Its text form is masked. Immutable.
 */
public final class AccessToken {
    private final Secret value;
    private final HttpHeader authorization;

    AccessToken(Secret value) {
        this.value = value;
        this.authorization = new HttpHeader("Authorization", "Bearer " + value.reveal());
    }

    /** The header that carries it (RFC 6750 section 2.1). */
    public HttpHeader authorization() {
        return authorization;
    }

    /** The text with every occurrence of the token masked. */
    public String mask(String text) {
        return text.replace(value.reveal(), "***");
    }

    /** Whether the two are the same string. */
    boolean hasValueOf(Secret other) {
        return value.equals(other);
    }

    @Override
    public String toString() {
        return "AccessToken ***";
    }
}
