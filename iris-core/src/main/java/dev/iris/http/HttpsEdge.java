package dev.iris.http;

/**
 * The way out: one HTTPS request and its whole answer. Implementations are thread-safe.
 *
 * <p>No byte goes to an address that the operator does not allow, and no byte of a request goes over TLS that is not verified.
 * Redirects are never followed, nothing is repeated, and nothing is thrown for what a partner does.
 */
public interface HttpsEdge extends AutoCloseable {
    /**
     * Sends the request and waits for the whole answer; meant for virtual threads.
     *
     * @throws InterruptedException when the caller is interrupted; the connection in use, or over HTTP/2 the request alone, is ended then
     */
    HttpsResult exchange(HttpsRequest request) throws InterruptedException;

    /** Closes every connection; exchanges under way fail as unreachable. */
    @Override
    void close();
}
