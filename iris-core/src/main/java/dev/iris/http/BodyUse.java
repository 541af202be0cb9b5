package dev.iris.http;

/** What an answer's body is to the caller. */
public enum BodyUse {
    /** It is read: one that is too large or undecodable fails the exchange. */
    NEEDED,
    /** As needed in a success; of any other answer the status counts, and a body that cannot be read is empty to the caller. */
    NEEDED_OF_SUCCESS,
    /** Status and headers alone count: the body is read past and is empty to the caller. */
    IGNORED
}
