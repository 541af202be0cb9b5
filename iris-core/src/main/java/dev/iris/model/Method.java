package dev.iris.model;

/** The HTTP method of a segment request; a GET carries the same body. */
public enum Method {
    POST,
    GET
}
