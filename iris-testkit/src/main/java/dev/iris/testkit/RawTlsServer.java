package dev.iris.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.iris.model.HttpsUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * A TLS server on 127.0.0.1 that records every request byte for byte and answers with whatever a test wants on the wire, right or wrong;
 * so it greets a connection. Thread-safe.
 *
 * <p>It knows as much HTTP as is needed to find the end of a request with {@code Content-Length}, and nothing more.
 */
public final class RawTlsServer implements AutoCloseable {
    private static final int MOST_HEARD = 4_096;

    private final ServerSocket listener;
    private final RawGreeting greeting;
    private final Function<RawRequest, RawReply> script;
    private final List<RawRequest> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final AtomicLong applicationBytes = new AtomicLong();
    private final ByteArrayOutputStream heardInTheClear = new ByteArrayOutputStream();
    private final List<String> serverNames = new CopyOnWriteArrayList<>();

    private RawTlsServer(ServerSocket listener, RawGreeting greeting, Function<RawRequest, RawReply> script) {
        this.listener = listener;
        this.greeting = greeting;
        this.script = script;
    }

    /** Starts a server on a free port; the script is called once a request, on that connection's thread. */
    public static RawTlsServer start(SSLContext tls, Function<RawRequest, RawReply> script) {
        return start(RawGreeting.tls(tls), script);
    }

    /** As above, with these TLS versions and this demand of a client certificate. */
    public static RawTlsServer start(SSLContext tls, SSLParameters parameters, Function<RawRequest, RawReply> script) {
        return start(new RawGreeting.Tls(tls, parameters), script);
    }

    /** As above, greeting every connection so. */
    public static RawTlsServer start(RawGreeting greeting, Function<RawRequest, RawReply> script) {
        try {
            var listener = new ServerSocket(0, 256, InetAddress.ofLiteral("127.0.0.1"));
            var server = new RawTlsServer(listener, greeting, script);
            Thread.ofVirtual().name("raw-tls-server").start(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that never comes to requests because of how it greets. */
    public static RawTlsServer start(RawGreeting greeting) {
        return start(greeting, request -> RawReply.silence());
    }

    /** The port it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** A URL of the server by the name {@code localhost}. */
    public HttpsUrl url(String path) {
        return url("localhost", path);
    }

    /** A URL of the server by another name or address. */
    public HttpsUrl url(String host, String path) {
        return HttpsUrl.parse("https://" + host + ":" + port() + path);
    }

    /** Every whole request so far, in order of arrival. */
    public List<RawRequest> requests() {
        return List.copyOf(requests);
    }

    /** TCP connections accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** TLS handshakes that the client completed so far. */
    public int handshakes() {
        return handshakes.get();
    }

    /** Bytes that came out of TLS so far: anything of a request, whole or not. */
    public long applicationBytes() {
        return applicationBytes.get();
    }

    /** What clients said to a server that speaks no TLS, as ISO 8859-1. */
    public String heardInTheClear() {
        return heardInTheClear.toString(ISO_8859_1);
    }

    /** The server name of each TLS handshake so far that held one (RFC 6066 section 3). */
    public List<String> serverNames() {
        return List.copyOf(serverNames);
    }

    /** Connections that are open now; one counts until the server itself sees its end. */
    public int openConnections() {
        return open.size();
    }

    @Override
    public void close() {
        closeQuietly(listener);
        open.forEach(RawTlsServer::closeQuietly);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                Thread.ofVirtual().name("raw-tls-" + number).start(() -> serve(socket, number));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket plain, int number) {
        try (plain) {
            switch (greeting) {
                case RawGreeting.Tls(var context, var parameters) -> converse(plain, number, context, parameters);
                case RawGreeting.SlowTls(var context, Duration gap) ->
                    converse(new DrippingSocket(plain, gap), number, context, context.getDefaultSSLParameters());
                case RawGreeting.Mute _ -> hearOut(plain);
                case RawGreeting.ResetInHandshake _ -> reset(plain);
                case RawGreeting.InTheClear(String latin1) -> sayInTheClear(plain, latin1);
            }
        } catch (IOException | InterruptedException e) {
            // The client has gone, as many tests want it to.
        } finally {
            open.remove(plain);
        }
    }

    private void converse(Socket plain, int number, SSLContext tls, SSLParameters parameters)
            throws IOException, InterruptedException {
        try (var socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), false)) {
            socket.setUseClientMode(false);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            handshakes.incrementAndGet();
            noteServerName(socket);
            var in = new CountingStream(socket.getInputStream(), applicationBytes);
            new RawConversation(plain, in, socket, number, client(socket), requests::add, script).run();
        }
    }

    private void hearOut(Socket plain) throws IOException {
        var in = plain.getInputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            heardInTheClear.write(c);
        }
    }

    private void hearSome(Socket plain) throws IOException {
        var bytes = new byte[MOST_HEARD];
        int length = plain.getInputStream().read(bytes);
        heardInTheClear.write(bytes, 0, Math.max(0, length));
    }

    /** Without lingering, a close is a reset. */
    private void reset(Socket plain) throws IOException {
        hearSome(plain);
        plain.setSoLinger(true, 0);
    }

    private void sayInTheClear(Socket plain, String latin1) throws IOException {
        hearSome(plain);
        plain.getOutputStream().write(latin1.getBytes(ISO_8859_1));
        plain.shutdownOutput();
        hearOut(plain);
    }

    private static String client(SSLSocket socket) {
        try {
            return socket.getSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "";
        }
    }

    private void noteServerName(SSLSocket socket) {
        if (socket.getSession() instanceof ExtendedSSLSession session) {
            session.getRequestedServerNames().stream()
                    .filter(SNIHostName.class::isInstance)
                    .map(name -> ((SNIHostName) name).getAsciiName())
                    .forEach(serverNames::add);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Nothing depends on it any more.
        }
    }
}
