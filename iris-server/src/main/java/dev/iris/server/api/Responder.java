package dev.iris.server.api;

import dev.iris.engine.EngineUnavailableException;
import dev.iris.engine.IntakeOverloadedException;
import dev.iris.server.control.ControlPlaneException;
import dev.iris.server.control.Preconditions;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a request: finds its endpoint, admits it, reads its body, acts. Whatever happens becomes an answer. Thread-safe. */
final class Responder {
    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

    private final EndpointTable endpoints;
    private final Gate gate;

    Responder(EndpointTable endpoints, Gate gate) {
        this.endpoints = endpoints;
        this.gate = gate;
    }

    /**
     * Blocks until there is an answer.
     *
     * @param body not touched when nobody looks at it
     */
    Answer answer(RequestHead head, RequestBody body) {
        try {
            return act(head, body);
        } catch (RefusedException e) {
            return e.answer();
        } catch (IntakeOverloadedException e) {
            return Refusal.later(ErrorCode.OVERLOADED, "The engine is behind; nothing of this request was taken.");
        } catch (EngineUnavailableException e) {
            return Refusal.later(ErrorCode.UNAVAILABLE, "The engine is not at work; /health/ready says why.");
        } catch (ControlPlaneException e) {
            LOG.error("{} failed: {}", head.method(), e.getMessage());
            return Refusal.later(ErrorCode.UNAVAILABLE, "The control database failed; the server's log says why.");
        } catch (RuntimeException | Error e) {
            LOG.error("A request failed", e);
            return Refusal.of(ErrorCode.INTERNAL, "The server's log says why.");
        }
    }

    private Answer act(RequestHead head, RequestBody body) {
        var match = endpoints.match(head.method(), head.path());
        var endpoint = match.endpoint();
        var actor = gate.admit(endpoint, head.all("Authorization"));
        var query = endpoint.findScope().isEmpty() ? Query.NONE : Query.read(head.query(), endpoint.query());
        var content = content(endpoint, head, body);
        var preconditions = new Preconditions(
                head.find("If-Match").orElse(null), head.find("If-None-Match").orElse(null));
        return endpoint.act().answer(new Call(actor, match.variables(), query, preconditions, content));
    }

    private static Content content(Endpoint endpoint, RequestHead head, RequestBody body) {
        return switch (endpoint.bodyUse()) {
            case WHOLE -> new Content(head.bodyType(), false, whole(endpoint, head, body), body::stream);
            case STREAM -> {
                requireType(endpoint, head);
                yield new Content(head.bodyType(), head.encoded(), new byte[0], body::stream);
            }
        };
    }

    /** The body; one of a type that is not taken is not even waited for. */
    private static byte[] whole(Endpoint endpoint, RequestHead head, RequestBody body) {
        if (endpoint.bodyTypes().isEmpty()) {
            return new byte[0];
        }
        if (head.announcesBody()) {
            requireType(endpoint, head);
        }
        var content = body.await();
        if (content.length > 0) {
            requireType(endpoint, head);
        }
        return content;
    }

    private static void requireType(Endpoint endpoint, RequestHead head) {
        boolean mayBeGzip = endpoint.bodyUse() == BodyUse.STREAM;
        if (head.encoded() && !(mayBeGzip && head.isGzip())) {
            throw new RefusedException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "The body has a Content-Encoding (expected: " + (mayBeGzip ? "gzip or " : "") + "none).");
        }
        if (!endpoint.bodyTypes().contains(head.bodyType())) {
            throw new RefusedException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "The content type is " + head.shownType() + " (expected: "
                            + String.join(" or ", new TreeSet<>(endpoint.bodyTypes())) + ", in UTF-8).");
        }
    }
}
