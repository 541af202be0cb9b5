package dev.iris.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where clients publish their public keys, one address a client. Thread-safe. */
final class KeySets implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, JWKSet> sets = new ConcurrentHashMap<>();

    KeySets() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Publishes a client's keys; says where. */
    String publish(String client, JWKSet keys) {
        sets.put(client, keys);
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + client;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var client = exchange.getRequestURI().getPath().substring(1);
        var keys = sets.getOrDefault(client, new JWKSet()).toString(true).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, keys.length);
        exchange.getResponseBody().write(keys);
        exchange.close();
    }
}
