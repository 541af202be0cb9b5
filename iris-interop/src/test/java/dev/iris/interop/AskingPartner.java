package dev.iris.interop;

import dev.iris.model.HttpsUrl;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawRequest;
import dev.iris.testkit.RawTlsServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A partner's segment endpoint that asks the authorization server about every token that it is shown. Thread-safe. */
final class AskingPartner implements AutoCloseable {
    private final Backchannel backchannel;
    private final RawTlsServer server;
    private final List<Visit> visits = new CopyOnWriteArrayList<>();

    /** A message with the token that came with it, and the answer. */
    record Visit(String token, String body, int status) {}

    AskingPartner(Backchannel backchannel) {
        this.backchannel = backchannel;
        this.server = RawTlsServer.start(LocalEdge.certificate().sslContext(), this::answer);
    }

    HttpsUrl endpoint() {
        return server.url("/segments/aam");
    }

    /** All so far, in order. */
    List<Visit> visits() {
        return List.copyOf(visits);
    }

    @Override
    public void close() {
        server.close();
    }

    private RawReply answer(RawRequest request) {
        var token = request.findHeader("Authorization").orElse("").replaceFirst("^Bearer ", "");
        boolean active = isActive(token);
        visits.add(new Visit(token, request.body(), active ? 200 : 401));
        return active
                ? RawReply.answer(200, "", new byte[0])
                : RawReply.answer(401, "WWW-Authenticate: Bearer error=\"invalid_token\"\r\n", new byte[0]);
    }

    private boolean isActive(String token) {
        try {
            return backchannel.isActive(token);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
