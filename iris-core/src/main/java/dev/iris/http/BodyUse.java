package dev.iris.http;

/** What an answer's body is to the caller. */
public enum BodyUse {
    /** It is read: one that is too large or undecodable fails the exchange. */
    NEEDED,
    /**
     * As needed in a success; of any other answer the status counts, and a body that cannot be read, or breaks off, or does not end, is
     * empty to the caller.
     */
    NEEDED_OF_SUCCESS,
    /** Status and headers alone count: the body is read past and is empty to the caller. */
    IGNORED;

    /** Whether an answer of this status tells enough though its body does not come. */
    boolean isSatisfiedByHead(int status) {
        return this == NEEDED_OF_SUCCESS && status >= 300;
    }
}
