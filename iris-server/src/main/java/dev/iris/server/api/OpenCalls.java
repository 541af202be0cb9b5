package dev.iris.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.engine.Engine;
import dev.iris.json.JsonValue;
import dev.iris.server.console.ConsolePage;
import dev.iris.server.metrics.Meters;
import dev.iris.server.status.StatusBoard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Objects;

/** What everybody may see: probes, figures, the reference and the console. Thread-safe. */
final class OpenCalls {
    private final Engine engine;
    private final StatusBoard board;
    private final Meters meters;
    private final InstantSource clock;
    private final String reference = readReference();

    OpenCalls(Engine engine, StatusBoard board, Meters meters, InstantSource clock) {
        this.engine = engine;
        this.board = board;
        this.meters = meters;
        this.clock = clock;
    }

    Answer live(Call call) {
        return Answer.json(200, JsonValue.object().put("status", "live").build());
    }

    Answer ready(Call call) {
        return engine.findTrouble()
                .map(trouble -> Refusal.later(ErrorCode.NOT_READY, trouble))
                .orElseGet(() -> Answer.json(
                        200, JsonValue.object().put("status", "ready").build()));
    }

    Answer metrics(Call call) {
        return Answer.text(Meters.CONTENT_TYPE, meters.scrape(board.all()));
    }

    Answer reference(Call call) {
        return Answer.text("application/yaml", reference);
    }

    Answer console(Call call) {
        var page = ConsolePage.render(board.all(), engine.findTrouble(), clock.instant());
        return Answer.text(ConsolePage.CONTENT_TYPE, page)
                .with("Content-Security-Policy", ConsolePage.securityPolicy());
    }

    private static String readReference() {
        try (var in = OpenCalls.class.getResourceAsStream("openapi.yaml")) {
            return new String(Objects.requireNonNull(in, "openapi.yaml").readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml cannot be read", e);
        }
    }
}
