package dev.iris.server.api;

/** Ends a call early with an answer. It never leaves this package. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    RefusedException(Answer answer) {
        super("answered with " + answer.status(), null, false, false);
        this.answer = answer;
    }

    RefusedException(ErrorCode error, String detail) {
        this(Refusal.of(error, detail));
    }

    Answer answer() {
        return answer;
    }
}
