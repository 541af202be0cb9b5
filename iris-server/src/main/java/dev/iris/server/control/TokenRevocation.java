package dev.iris.server.control;

/** What became of the wish to end an access token. */
public enum TokenRevocation {
    /** It opens nothing any more. */
    REVOKED,
    /** There is no token of that name. */
    MISSING,
    /** It is the last one that may do everything, so nobody could make another. */
    LAST_ADMIN
}
