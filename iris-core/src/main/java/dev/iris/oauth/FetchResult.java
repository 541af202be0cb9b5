package dev.iris.oauth;

import java.util.Locale;

/** What a token request came to, as far as figures tell it apart. */
public enum FetchResult {
    /** A usable token. */
    GRANTED,
    /** The endpoint does not take the credential. */
    CREDENTIAL_REFUSED,
    /** The endpoint takes the credential but not what is asked for. */
    REQUEST_REFUSED,
    /** The endpoint asked to be asked less. */
    THROTTLED,
    /** An answer without a usable token. */
    UNUSABLE,
    /** No answer, or a fault of the endpoint's own. */
    UNAVAILABLE;

    /** The result as it stands in a metric's label, such as {@code credential-refused}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
