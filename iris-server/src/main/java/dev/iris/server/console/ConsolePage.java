package dev.iris.server.console;

import static java.util.stream.Collectors.joining;

import dev.iris.deliver.CircuitPosition;
import dev.iris.observe.Reason;
import dev.iris.server.status.DestinationStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Renders the console: one HTML page without script or anything that is loaded from elsewhere. Thread-safe. */
public final class ConsolePage {
    /** Content type of the page. */
    public static final String CONTENT_TYPE = "text/html; charset=utf-8";

    private static final String STYLE = Resources.text("console.css");
    private static final String FRAME = Resources.text("console.html");
    private static final String EMPTY = """
        <p class="empty">There is no destination yet. Make one with <code>PUT /v1/destinations/ID</code>; \
        <a href="/openapi.yaml">openapi.yaml</a> says how.</p>
        """;

    private ConsolePage() {}

    /** The Content-Security-Policy under which the page is served: its own style and nothing else. */
    public static String securityPolicy() {
        return "default-src 'none'; style-src '" + Resources.hash(STYLE)
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /**
     * The page.
     *
     * @param trouble why the engine cannot take events, if it cannot
     */
    public static String render(List<DestinationStatus> destinations, Optional<String> trouble, Instant now) {
        return FRAME.replace("{style}", STYLE)
                .replace("{time}", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .replace("{trouble}", trouble.map(ConsolePage::trouble).orElse(""))
                .replace("{summary}", summary(destinations))
                .replace(
                        "{destinations}",
                        destinations.isEmpty()
                                ? EMPTY
                                : destinations.stream()
                                        .map(ConsolePage::destination)
                                        .collect(joining()));
    }

    private static String trouble(String text) {
        return "<p class=\"trouble\" role=\"alert\"><strong>Events are not taken.</strong> " + Html.escape(text)
                + "</p>";
    }

    private static String summary(List<DestinationStatus> destinations) {
        return figure("Destinations", destinations.size())
                + figure("Waiting", sum(destinations, DestinationStatus::backlog))
                + figure(
                        "Delivered",
                        sum(destinations, status -> status.courier().delivered()))
                + figure("Failed", sum(destinations, status -> status.courier().failed()))
                + figure("Dead letters", sum(destinations, DestinationStatus::deadLetters));
    }

    private static long sum(List<DestinationStatus> destinations, ToLongFunction<DestinationStatus> value) {
        return destinations.stream().mapToLong(value).sum();
    }

    private static String figure(String name, long value) {
        return "<div><dt>" + name + "</dt><dd>" + Html.count(value) + "</dd></div>";
    }

    private static String destination(DestinationStatus status) {
        var destination = status.destination();
        return """
            <section class="destination %s">
            <h2>%s <span class="id">%s</span> <span class="state">%s</span></h2>
            <p class="endpoint">%s</p>
            <dl>%s%s%s%s%s%s%s%s</dl>
            %s</section>
            """.formatted(
                        look(status),
                        Html.escape(destination.name()),
                        destination.id(),
                        look(status),
                        Html.escape(destination.endpoint().toString()),
                        figure("Waiting", status.backlog()),
                        text("Oldest", Html.duration(status.oldestAge())),
                        text("Done in", status.findDrain().map(Html::duration).orElse("unknown")),
                        figure("Delivered", status.courier().delivered()),
                        figure("Failed", status.courier().failed()),
                        figure("Dead letters", status.deadLetters()),
                        text("Circuit", status.courier().circuit().text()),
                        text("Token", status.courier().token().phase().text()),
                        status.courier().findReason().map(ConsolePage::reason).orElse(""));
    }

    private static String text(String name, String value) {
        return "<div><dt>" + name + "</dt><dd>" + value + "</dd></div>";
    }

    private static String reason(Reason reason) {
        return "<p class=\"reason\"><strong>" + Html.escape(reason.text()) + "</strong><br>"
                + Html.escape(reason.code().action()) + "</p>\n";
    }

    private static String look(DestinationStatus status) {
        if (status.destination().paused()) {
            return "paused";
        }
        return troubled(status) ? "troubled" : "healthy";
    }

    private static boolean troubled(DestinationStatus status) {
        return status.courier().findReason().isPresent() || status.courier().circuit() != CircuitPosition.CLOSED;
    }
}
