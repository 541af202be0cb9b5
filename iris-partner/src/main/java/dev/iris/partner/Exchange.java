package dev.iris.partner;

import dev.iris.partner.RecordedRequest.Ending;
import java.io.IOException;
import java.util.Map;

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

    /** Serves one request; false when the connection is over. */
    boolean serve(Request request, Line line) throws IOException, InterruptedException {
        for (var endpoint : Endpoint.values()) {
            if (request.target().equals(endpoint.path())) {
                return serve(endpoint, request, line);
            }
        }
        books.tally.refused(404);
        return answer(request, line, Answer.text(404, Map.of(), "{\"error\":\"not_found\"}"));
    }

    private boolean serve(Endpoint endpoint, Request request, Line line) throws IOException, InterruptedException {
        books.tally.request(endpoint);
        var fault = plan.next(endpoint);
        if (fault.isEmpty()) {
            return behave(endpoint, request, line);
        }
        return switch (fault.get()) {
            case Fault.ExpireTokens() -> {
                tokens.expireAll();
                yield behave(endpoint, request, line);
            }
            case Fault.Delay delay -> presence.await(delay.time()) && line.isOpen() && behave(endpoint, request, line);
            case Fault.AnswerWith answer -> {
                receive(endpoint, request);
                yield answer(request, line, Answer.text(answer.status(), answer.headers(), answer.body()));
            }
            case Fault.Hang hang -> {
                fail(endpoint, request, hang);
                line.waitForEnd();
                yield false;
            }
            case Fault.Reset reset -> {
                fail(endpoint, request, reset);
                yield reset(line, reset.moment());
            }
            case Fault.Away away -> {
                fail(endpoint, request, away);
                presence.goAway(away.time());
                yield false;
            }
        };
    }

    private boolean behave(Endpoint endpoint, Request request, Line line) throws IOException {
        return switch (check(endpoint, request)) {
            case Verdict.Refused(Answer refusal) -> {
                books.tally.refused(endpoint, refusal.status());
                yield answer(request, line, refusal);
            }
            case Verdict.Grant() -> answer(request, line, tokenEndpoint.issue());
            case Verdict.Take(SegmentMessage message) -> {
                books.ledger.accept(message);
                books.tally.accepted();
                yield answer(request, line, SegmentEndpoint.TAKEN);
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
        line.write(answer.wire(), answer.wire().length);
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

    private static boolean reset(Line line, Fault.Moment moment) throws IOException {
        if (moment == Fault.Moment.HALF_ANSWER) {
            line.write(SegmentEndpoint.TAKEN.wire(), SegmentEndpoint.TAKEN.wire().length / 2);
        }
        line.reset();
        return false;
    }
}
