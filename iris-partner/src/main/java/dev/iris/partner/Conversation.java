package dev.iris.partner;

import dev.iris.json.JsonValue;
import java.io.IOException;
import java.util.Map;

/** All requests of one connection, one after another (HTTP/1.1, kept alive). Confined to its thread. */
final class Conversation implements Runnable {
    private final Line line;
    private final Presence presence;
    private final Exchange exchange;
    private final Tally tally;
    private final int mostBody;

    Conversation(Line line, Presence presence, Exchange exchange, Tally tally, int mostBody) {
        this.line = line;
        this.presence = presence;
        this.exchange = exchange;
        this.tally = tally;
        this.mostBody = mostBody;
    }

    @Override
    public void run() {
        try {
            switch (line.door()) {
                case AWAY -> line.reset();
                case SILENT -> line.ignore();
                case TLS_ALERT -> line.alert();
                case OPEN, EXPIRED_CERTIFICATE -> serveAll();
            }
        } catch (IOException ignored) {
            // The other side speaks no TLS, trusts another authority, or is gone: nobody is left to be told.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            presence.leave(line);
            line.close();
        }
    }

    private void serveAll() throws IOException, InterruptedException {
        line.shakeHands();
        var reader = new RequestReader(line.input(), mostBody);
        while (serveNext(reader)) {
            // The next request follows on the same connection.
        }
    }

    private boolean serveNext(RequestReader reader) throws IOException, InterruptedException {
        try {
            var head = reader.head();
            return head.isPresent() && exchange.serve(head.get(), reader, line);
        } catch (UnreadableRequestException e) {
            return refuse(e.status(), e.detail());
        }
    }

    /** What follows an unreadable head or a body that is too large is not read, so the connection ends. */
    private boolean refuse(int status, String detail) throws IOException {
        tally.refused(status);
        var value = JsonValue.object().put("error", "invalid_request").put("detail", detail);
        var answer = Answer.json(status, Map.of("Connection", "close"), value.build());
        line.write(answer.head(), answer.body());
        line.linger();
        return false;
    }
}
