package dev.iris.observe;

import java.util.List;

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
    DEAD_LETTERS(
            "iris_dead_letters", Kind.GAUGE, "destination", "Entries that the partner does not take, kept for people."),
    BATCH_OUTSTANDING(
            "iris_batch_outstanding_devices",
            Kind.GAUGE,
            "destination",
            "Devices of the running batch that were made due and are not settled; 0 when none runs."),
    BATCH_AGE(
            "iris_batch_age_seconds",
            Kind.GAUGE,
            "destination",
            "How long the running batch has run; 0 when none runs."),
    CIRCUIT("iris_circuit", Kind.GAUGE, "destination", "Whether messages flow: 0 closed, 1 open, 2 half-open."),
    TOKEN_FETCHES(
            "iris_token_fetches_total",
            Kind.COUNTER,
            "destination",
            "Token requests for the destination's credential since the start of the server."),
    TOKEN_RESULTS(
            "iris_token_results_total",
            Kind.COUNTER,
            "destination result",
            "Token requests by what they came to: granted, credential-refused, request-refused, throttled, unusable or"
                    + " unavailable; a result is shown from its first time on."),
    TOKEN_SECONDS(
            "iris_token_fetch_seconds_total",
            Kind.COUNTER,
            "destination",
            "Time that the token requests took together."),
    TOKEN_RENEWALS(
            "iris_token_renewals_total",
            Kind.COUNTER,
            "destination",
            "Tokens that were replaced because the segment endpoint rejected them."),
    TOKEN_LATE_REJECTIONS(
            "iris_token_late_rejections_total",
            Kind.COUNTER,
            "destination",
            "Rejections of tokens that had been replaced already: each a token request saved."),
    TOKEN_NARROWER_SCOPES(
            "iris_token_narrower_scopes_total",
            Kind.COUNTER,
            "destination",
            "Tokens that were granted for a narrower scope than was asked for."),
    TOKEN_AGE("iris_token_age_seconds", Kind.GAUGE, "destination", "Age of the held token; 0 when none is held."),
    PARKED(
            "iris_parked",
            Kind.GAUGE,
            "destination",
            "Whether the destination gets nothing until somebody changes what its status says: 0 no, 1 yes.");

    private final String text;
    private final Kind kind;
    private final String labels;
    private final String sentence;

    /** A metric whose labels are parted by spaces. */
    Metrics(String text, Kind kind, String labels, String sentence) {
        this.text = text;
        this.kind = kind;
        this.labels = labels;
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

    /** Names of its labels. */
    public List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(" ", -1));
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
