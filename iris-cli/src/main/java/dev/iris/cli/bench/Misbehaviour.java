package dev.iris.cli.bench;

/** One way in which a partner is bad all the time, as a fault script says it. */
enum Misbehaviour {
    /** The token endpoint takes requests and never answers. */
    SILENT_TOKENS("on: token", "hang: true"),

    /** Nothing listens at the segment endpoint; tokens are had. */
    DEAD("on: segments", "reset: before-answer"),

    /** Each answer comes just before the time-out of 3 seconds. */
    SLOW("on: segments", "delay: 2900ms"),

    /** Each answer breaks off in its middle. */
    CUTTING("on: segments", "reset: half-answer"),

    /** Each answer is that it is too much. */
    THROTTLING("on: segments", "status: 429\n    retryAfter: 1s");

    private static final int ALWAYS = 1_000_000_000;

    private final String where;
    private final String fault;

    Misbehaviour(String where, String fault) {
        this.where = where;
        this.fault = fault;
    }

    /** For {@code iris partner --script}. */
    String script() {
        return "steps:\n  - " + where + "\n    times: " + ALWAYS + "\n    " + fault + "\n";
    }

    /** The script of a partner that answers 429 to whatever comes above so many messages a second. */
    static String throttlingAbove(int messagesPerSecond) {
        return "steps:\n  - on: segments\n    times: " + ALWAYS + "\n    above: " + messagesPerSecond
                + "\n    status: 429\n";
    }
}
