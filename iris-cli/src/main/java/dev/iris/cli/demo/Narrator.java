package dev.iris.cli.demo;

import dev.iris.partner.RecordedRequest;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints the demonstration: headings, the live table, requests as they went over the wire. Confined to the story. */
final class Narrator {
    private static final int MOST_BODY_CHARS = 700;

    private final PrintWriter out;
    private final long startNanos;

    /** One look at the system. */
    record Look(
            long events,
            long backlog,
            long delivered,
            long messages,
            long tokenRequests,
            String circuit,
            String token) {}

    Narrator(PrintWriter out, long nowNanos) {
        this.out = out;
        this.startNanos = nowNanos;
    }

    void say(String sentence) {
        out.println(sentence);
        out.flush();
    }

    void act(int number, String title) {
        say("");
        say("Act " + number + ": " + title);
        say("   time     events    backlog  delivered   messages  tokens  circuit    token");
    }

    void row(Look look, long nowNanos) {
        say(String.format(
                Locale.ROOT,
                "%6.1f s %10d %10d %10d %10d %7d  %-9s  %s",
                (nowNanos - startNanos) / 1e9,
                look.events(),
                look.backlog(),
                look.delivered(),
                look.messages(),
                look.tokenRequests(),
                look.circuit(),
                look.token()));
    }

    /** A request with its secrets masked, as HTTP writes it. */
    void request(String title, RecordedRequest request) {
        say("");
        say(title);
        say("    " + request.method() + " " + request.target() + " HTTP/1.1");
        request.headers().forEach(header -> say("    " + header));
        say("");
        say("    " + shortened(request.body()));
        if (request.ending() instanceof RecordedRequest.Ending.Answered(int status)) {
            say("    ⇒ " + status);
        }
    }

    private static String shortened(String body) {
        return body.length() <= MOST_BODY_CHARS
                ? body
                : body.substring(0, MOST_BODY_CHARS) + "… (" + body.length() + " characters)";
    }
}
