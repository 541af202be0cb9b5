package dev.iris.server.api;

/** How an endpoint takes the body of a request. */
enum BodyUse {
    /** It is read whole, within the limit of all bodies. */
    WHOLE,
    /** It is read bit by bit, however long it is; it may be compressed. */
    STREAM
}
