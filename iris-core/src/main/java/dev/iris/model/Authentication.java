package dev.iris.model;

/** How a segment request is authenticated. */
public sealed interface Authentication {
    /** A bearer token from an OAuth 2.0 token endpoint by client credentials (RFC 6749 section 4.4). */
    record OAuth2(HttpsUrl tokenEndpoint, ClientCredential credential) implements Authentication {}
}
