package dev.iris.http;

/** What an answer's body is to the caller. */
public enum BodyUse {
    /** It is read: one that is too large or undecodable fails the exchange. */
    NEEDED,
    /** The status alone counts: a body that is too large or undecodable is dropped and reads as empty. */
    IGNORED
}
