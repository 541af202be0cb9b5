package dev.iris.partner;

import dev.iris.partner.RecordedRequest.Ending;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** What the partner does with one request: fault, check, answer, books. Thread-safe; a line is confined to its caller. */
final class Exchange {
    private final FaultPlan plan;
    private final Presence presence;
    private final IssuedTokens tokens;
    private final TokenEndpoint tokenEndpoint;
    private final SegmentEndpoint segmentEndpoint;
    private final Books books;

    Exchange(
            FaultPlan plan,
            Presence presence,
            IssuedTokens tokens,
            TokenEndpoint tokenEndpoint,
            SegmentEndpoint segmentEndpoint,
            Books books) {
        this.plan = plan;
        this.presence = presence;
        this.tokens = tokens;
        this.tokenEndpoint = tokenEndpoint;
        this.segmentEndpoint = segmentEndpoint;
        this.books = books;
    }

    /** Where the partner writes down what happens. */
    record Books(PartnerLedger ledger, Tally tally, RequestLog log) {}

    /** Serves the request whose head has come; false when the connection is over. */
    boolean serve(Request head, RequestReader reader, Line line)
            throws IOException, InterruptedException, UnreadableRequestException {
        for (var endpoint : Endpoint.values()) {
            if (head.target().equals(endpoint.path())) {
                return serve(endpoint, head, reader, line);
            }
        }
        var request = reader.whole(head);
        books.tally.refused(404);
        return answer(request, line, Answer.text(404, Map.of(), "{\"error\":\"not_found\"}"));
    }

    private boolean serve(Endpoint endpoint, Request head, RequestReader reader, Line line)
            throws IOException, InterruptedException, UnreadableRequestException {
        books.tally.request(endpoint);
        var fault = plan.next(endpoint);
        if (fault.orElse(null) instanceof Fault.BreakOff early && early.moment() == Moment.IN_REQUEST) {
            books.tally.fault();
            books.log.note(head, new Ending.Unanswered(early));
            return BreakingOff.end(early, line);
        }
        var request = reader.whole(head);
        fault = fault.isPresent() ? fault : faultOfUsers(endpoint, request);
        return fault.isPresent()
                ? misbehave(fault.get(), endpoint, request, line)
                : answer(request, line, work(endpoint, request));
    }

    private Optional<Fault> faultOfUsers(Endpoint endpoint, Request request) {
        return endpoint == Endpoint.SEGMENTS
                        && plan.knowsUsers()
                        && check(endpoint, request) instanceof Verdict.Take(SegmentMessage message)
                ? plan.next(message.names())
                : Optional.empty();
    }

    private boolean misbehave(Fault fault, Endpoint endpoint, Request request, Line line)
            throws IOException, InterruptedException {
        return switch (fault) {
            case Fault.ExpireTokens() -> {
                tokens.expireAll();
                yield answer(request, line, work(endpoint, request));
            }
            case Fault.Delay delay ->
                presence.await(delay.time()) && line.isOpen() && answer(request, line, work(endpoint, request));
            case Fault.AnswerWith answer -> {
                receive(endpoint, request);
                yield answer(request, line, Answer.text(answer.status(), answer.headers(), answer.body()));
            }
            case Fault.Garble garble -> {
                books.tally.fault();
                books.log.note(request, new Ending.Unanswered(garble));
                garble.way().send(work(endpoint, request), line, presence);
                yield true;
            }
            case Fault.BreakOff breakOff -> breakOff(breakOff, endpoint, request, line);
            case Fault.Shut shut -> {
                fail(endpoint, request, shut);
                presence.shut(shut.door(), shut.time());
                yield false;
            }
        };
    }

    private boolean breakOff(Fault.BreakOff fault, Endpoint endpoint, Request request, Line line) throws IOException {
        if (BreakingOff.isAfterWork(fault.moment())) {
            books.tally.fault();
            books.log.note(request, new Ending.Unanswered(fault));
            BreakingOff.send(work(endpoint, request), fault.moment(), line);
        } else {
            fail(endpoint, request, fault);
            BreakingOff.send(SegmentEndpoint.TAKEN, fault.moment(), line);
        }
        return BreakingOff.end(fault, line);
    }

    /** Does what the request asks for, if it keeps the contract. */
    private Answer work(Endpoint endpoint, Request request) {
        return switch (check(endpoint, request)) {
            case Verdict.Refused(Answer refusal) -> {
                books.tally.refused(endpoint, refusal.status());
                yield refusal;
            }
            case Verdict.Grant() -> tokenEndpoint.issue();
            case Verdict.Take(SegmentMessage message) -> {
                books.ledger.accept(message);
                books.tally.accepted();
                yield SegmentEndpoint.TAKEN;
            }
        };
    }

    private Verdict check(Endpoint endpoint, Request request) {
        return switch (endpoint) {
            case TOKEN -> tokenEndpoint.check(request);
            case SEGMENTS -> segmentEndpoint.check(request);
        };
    }

    /** The books first: whoever has the answer finds the request in them. */
    private boolean answer(Request request, Line line, Answer answer) throws IOException {
        books.log.note(request, new Ending.Answered(answer.status()));
        line.write(answer.head(), answer.body());
        return true;
    }

    private void fail(Endpoint endpoint, Request request, Fault fault) {
        receive(endpoint, request);
        books.log.note(request, new Ending.Unanswered(fault));
    }

    private void receive(Endpoint endpoint, Request request) {
        books.tally.fault();
        if (check(endpoint, request) instanceof Verdict.Take(SegmentMessage message)) {
            books.ledger.receive(message);
        }
    }
}
