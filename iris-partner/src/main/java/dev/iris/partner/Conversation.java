package dev.iris.partner;

import dev.iris.json.JsonValue;
import dev.iris.partner.RequestReader.Reading;
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
            line.shakeHands();
            serveAll(new RequestReader(line.input(), mostBody));
        } catch (IOException ignored) {
            // The other side speaks no TLS, trusts another authority, or is gone: nobody is left to be told.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            presence.leave(line);
            line.close();
        }
    }

    private void serveAll(RequestReader reader) throws IOException, InterruptedException {
        while (serve(reader.read())) {
            // The next request follows on the same connection.
        }
    }

    private boolean serve(Reading reading) throws IOException, InterruptedException {
        return switch (reading) {
            case Reading.Whole(Request request) -> exchange.serve(request, line);
            case Reading.Unreadable(int status, String detail) -> refuse(status, detail);
            case Reading.Ended() -> false;
        };
    }

    /** What follows an unreadable head or a body that is too large is not read, so the connection ends. */
    private boolean refuse(int status, String detail) throws IOException {
        tally.refused(status);
        var value = JsonValue.object().put("error", "invalid_request").put("detail", detail);
        var answer = Answer.json(status, Map.of("Connection", "close"), value.build());
        line.write(answer.wire(), answer.wire().length);
        line.linger();
        return false;
    }
}
