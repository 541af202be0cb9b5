package dev.iris.cli;

import dev.iris.cli.client.Printable;
import dev.iris.cli.client.Reading;
import dev.iris.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A sample's request and answer as lines: {@code >} was sent, {@code <} came back. The server has masked the secrets. */
final class SampleReport {
    private SampleReport() {}

    static List<String> lines(JsonObject sample) {
        var lines = new ArrayList<String>();
        var request = Reading.object(sample, "request");
        if (request.members().isEmpty()) {
            lines.add("> nothing was sent");
        } else {
            lines.add("> " + Printable.of(Reading.text(request, "method") + " " + Reading.text(request, "url")));
            addRest("> ", request, lines);
        }
        var answer = Reading.object(sample, "answer");
        if (answer.members().isEmpty()) {
            lines.add("< no answer");
        } else {
            lines.add("< status " + Reading.text(answer, "status") + " after " + Reading.text(sample, "durationMillis")
                    + " ms");
            addRest("< ", answer, lines);
        }
        return lines;
    }

    private static void addRest(String sign, JsonObject part, List<String> lines) {
        for (var header : Reading.objects(part, "headers")) {
            lines.add(sign + Printable.of(Reading.text(header, "name") + ": " + Reading.text(header, "value")));
        }
        var body = Reading.text(part, "body");
        if (!body.isEmpty()) {
            lines.add(sign.strip());
            Printable.lines(body).lines().map(line -> sign + line).forEach(lines::add);
        }
    }
}
