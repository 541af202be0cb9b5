package dev.iris.interop;

import dev.iris.model.HttpsUrl;
import java.util.List;

/** A real authorization server that runs beside the tests, on this machine alone. Implementations are thread-safe. */
interface AuthorizationServer extends AutoCloseable {
    /** The scopes that every client may ask for. */
    List<String> SCOPES = List.of("segments.read", "segments.write");

    /** What it calls itself, and clients may call it in their assertions. */
    String issuer();

    HttpsUrl tokenEndpoint();

    /** Where it is asked whether a token is active (RFC 7662). */
    HttpsUrl introspectionEndpoint();

    /** Where a token is revoked (RFC 7009). */
    HttpsUrl revocationEndpoint();

    /** Makes a client known; one that is known already is from now on known as this. */
    void register(Registration client);

    @Override
    void close();
}
