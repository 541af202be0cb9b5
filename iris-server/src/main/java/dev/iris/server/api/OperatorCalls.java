package dev.iris.server.api;

import dev.iris.json.Problem;
import dev.iris.model.DestinationId;
import dev.iris.server.control.ControlPlane;
import dev.iris.server.status.CourierLookup;
import dev.iris.server.status.StatusBoard;

/** Pauses, resumes and shows how destinations stand. Thread-safe. */
final class OperatorCalls {
    private final ControlPlane control;
    private final StatusBoard board;
    private final CourierLookup couriers;

    OperatorCalls(ControlPlane control, StatusBoard board, CourierLookup couriers) {
        this.control = control;
        this.board = board;
        this.couriers = couriers;
    }

    Answer status(Call call) {
        return status(call.destination());
    }

    Answer attempts(Call call) {
        var id = call.destination();
        return control.find(id)
                .map(view -> couriers.attempts(view.destination().number()))
                .map(attempts -> Answer.json(200, AttemptDocument.of(attempts)))
                .orElseGet(() -> DestinationCalls.missing(id));
    }

    Answer pause(Call call) {
        var id = call.destination();
        requireNoMembers(call);
        control.by(call.actor()).pause(id);
        return status(id);
    }

    Answer resume(Call call) {
        var id = call.destination();
        requireNoMembers(call);
        control.by(call.actor()).resume(id);
        control.find(id).ifPresent(view -> couriers.retryNow(view.destination().number()));
        return status(id);
    }

    /** Sends one sample user and shows what became of it. */
    Answer test(Call call) {
        requireNoMembers(call);
        var id = call.destination();
        return control.find(id)
                .flatMap(view -> uninterrupted(
                        () -> couriers.sendSample(view.destination().number())))
                .map(sample -> Answer.json(200, SampleDocument.of(sample)))
                .orElseGet(() -> DestinationCalls.missing(id));
    }

    Answer renewToken(Call call) {
        requireNoMembers(call);
        var id = call.destination();
        control.find(id)
                .ifPresent(view -> uninterrupted(() -> {
                    couriers.renewToken(view.destination().number());
                    return true;
                }));
        return status(id);
    }

    private static <T> T uninterrupted(Callable<T> wait) {
        try {
            return wait.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(ErrorCode.UNAVAILABLE, "The server is stopping.");
        }
    }

    /** Something that may be interrupted. */
    private interface Callable<T> {
        T call() throws InterruptedException;
    }

    private Answer status(DestinationId id) {
        return board.find(id)
                .map(status -> Answer.json(200, StatusDocument.of(status)))
                .orElseGet(() -> DestinationCalls.missing(id));
    }

    private static void requireNoMembers(Call call) {
        var problems = call.documentOrEmpty().members().keySet().stream()
                .map(name -> new Problem(name, "is unknown (expected: an empty object)"))
                .toList();
        if (!problems.isEmpty()) {
            throw new RefusedException(Refusal.fields(problems));
        }
    }
}
