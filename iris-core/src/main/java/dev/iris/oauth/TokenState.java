package dev.iris.oauth;

/**
 * Where the token of one credential stands. Immutable; moments are a ticker's nanoseconds. {@code docs/design/tokens.md} has the table of
 * what leads from which state to which.
 */
sealed interface TokenState {
    /** No token; a request may go out at once. */
    record None() implements TokenState {}

    /** No token; the request that is under way may bring one. */
    record Asked(Flight flight) implements TokenState {}

    /** No token, and no request before the gate opens. */
    record Waiting(Gate gate) implements TokenState {}

    /** A token that is sent. */
    record Held(HeldToken held) implements TokenState {}

    /** A token that is sent, while a request is under way for the one that follows it. */
    record Renewing(HeldToken held, Flight flight) implements TokenState {}

    /** A token that is sent; no request for the one that follows it before the gate opens. */
    record Keeping(HeldToken held, Gate gate) implements TokenState {}

    /** A token that expired on its way: good for one attempt, and no request before the gate opens. */
    record LastUse(HeldToken held, Gate gate) implements TokenState {}

    /** The state once the time is {@code now}: tokens have died and gates have opened. */
    default TokenState at(long now) {
        return switch (this) {
            case None _, Asked _ -> this;
            case Waiting(var gate) -> gate.isClosed(now) ? this : new None();
            case Held(var held) -> held.isAlive(now) ? this : new None();
            case Renewing(var held, var flight) -> held.isAlive(now) ? this : new Asked(flight);
            case Keeping(var held, var gate) ->
                held.isAlive(now) ? keepingAt(held, gate, now) : new Waiting(gate).at(now);
            case LastUse(var _, var gate) -> gate.isClosed(now) ? this : new None();
        };
    }

    /** A request goes out. */
    default TokenState departed(Flight flight) {
        return switch (this) {
            case None _, Waiting _, LastUse _ -> new Asked(flight);
            case Held(var held) -> new Renewing(held, flight);
            case Keeping(var held, var _) -> new Renewing(held, flight);
            case Asked _, Renewing _ -> throw new IllegalStateException("a second request (expected: one at a time)");
        };
    }

    /** No request may go out before the gate opens. */
    default TokenState barred(Gate gate) {
        return switch (this) {
            case None _, Waiting _, Asked _, LastUse _ -> new Waiting(gate);
            case Held(var held) -> new Keeping(held, gate);
            case Renewing(var held, var _) -> new Keeping(held, gate);
            case Keeping(var held, var _) -> new Keeping(held, gate);
        };
    }

    /** The request that was under way brought a token. */
    default TokenState granted(HeldToken held) {
        return switch (this) {
            case Asked _, Renewing _ -> new Held(held);
            case None _, Waiting _, Held _, Keeping _, LastUse _ -> throw notAsked();
        };
    }

    /** The request that was under way brought a token that is dead already. */
    default TokenState grantedDead(HeldToken held, Gate gate) {
        return switch (this) {
            case Asked _ -> new LastUse(held, gate);
            case Renewing(var older, var _) -> new Keeping(older, gate);
            case None _, Waiting _, Held _, Keeping _, LastUse _ -> throw notAsked();
        };
    }

    /** The token is not to be sent any more: it was rejected, dropped or used for the last time. */
    default TokenState dropped() {
        return switch (this) {
            case None _, Asked _, Waiting _ -> this;
            case Held _ -> new None();
            case Renewing(var _, var flight) -> new Asked(flight);
            case Keeping(var _, var gate) -> new Waiting(gate);
            case LastUse(var _, var gate) -> new Waiting(gate);
        };
    }

    /** The next request may go out at once. */
    default TokenState released() {
        return switch (this) {
            case None _, Asked _, Held _, Renewing _ -> this;
            case Waiting _, LastUse _ -> new None();
            case Keeping(var held, var _) -> new Held(held);
        };
    }

    private static IllegalStateException notAsked() {
        return new IllegalStateException("a token that nobody asked for (expected: a request under way)");
    }

    private static TokenState keepingAt(HeldToken held, Gate gate, long now) {
        return gate.isClosed(now) ? new Keeping(held, gate) : new Held(held);
    }
}
