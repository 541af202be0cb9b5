package dev.iris.observe;

/** The metrics of a server: the name, what is counted, and the labels. The single source for {@code /metrics} and documents. */
public enum Metrics {
    EVENTS_ACCEPTED(
            "iris_events_accepted_total", Kind.COUNTER, "", "Events that were made durable and answered with 202."),
    REQUESTS_REFUSED(
            "iris_requests_refused_total",
            Kind.COUNTER,
            "code",
            "Requests that were answered with a problem document."),
    USERS_DELIVERED("iris_users_delivered_total", Kind.COUNTER, "destination", "Users that the partner acknowledged."),
    USERS_FAILED(
            "iris_users_failed_total",
            Kind.COUNTER,
            "destination",
            "Users in messages that failed after their retry; they went back to the outbox."),
    MESSAGES_DELIVERED(
            "iris_messages_delivered_total", Kind.COUNTER, "destination", "Messages that the partner acknowledged."),
    BACKLOG_DEVICES(
            "iris_backlog_devices",
            Kind.GAUGE,
            "destination",
            "Devices that wait for the destination, in flight included."),
    OLDEST_AGE(
            "iris_oldest_age_seconds",
            Kind.GAUGE,
            "destination",
            "How long the oldest waiting device has waited; 0 when nothing waits."),
    CIRCUIT("iris_circuit", Kind.GAUGE, "destination", "Whether messages flow: 0 closed, 1 open, 2 half-open."),
    TOKEN_FETCHES(
            "iris_token_fetches_total",
            Kind.COUNTER,
            "destination",
            "Token requests for the destination's credential since the start of the server.");

    private final String text;
    private final Kind kind;
    private final String label;
    private final String sentence;

    Metrics(String text, Kind kind, String label, String sentence) {
        this.text = text;
        this.kind = kind;
        this.label = label;
        this.sentence = sentence;
    }

    /** The name as it stands in the exposition. */
    public String text() {
        return text;
    }

    /** Whether it only grows. */
    public Kind kind() {
        return kind;
    }

    /** Name of its one label; empty when it has none. */
    public String label() {
        return label;
    }

    /** What it says, one sentence. */
    public String sentence() {
        return sentence;
    }

    /** How a metric moves. */
    public enum Kind {
        /** Grows until the server ends. */
        COUNTER,
        /** Goes up and down. */
        GAUGE
    }
}
