package dev.iris.model;

/** How a client assertion is signed (RFC 7518 section 3.1). */
public enum SigningAlgorithm {
    RS256,
    RS384,
    RS512,
    PS256,
    PS384,
    PS512,
    ES256,
    ES384,
    ES512
}
