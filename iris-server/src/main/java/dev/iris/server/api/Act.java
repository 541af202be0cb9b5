package dev.iris.server.api;

/** What an endpoint does with a call; it may block. */
interface Act {
    /** The answer; a {@link RefusedException} is one too. */
    Answer answer(Call call);
}
