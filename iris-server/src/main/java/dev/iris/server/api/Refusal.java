package dev.iris.server.api;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.MalformedDocumentException;
import dev.iris.json.Problem;
import java.util.List;

/** Problem documents (RFC 9457). */
final class Refusal {
    private static final int RETRY_SECONDS = 1;
    private static final int LONGEST_FIELD = 128;

    private Refusal() {}

    static Answer of(ErrorCode error, String detail) {
        return Answer.problem(error, document(error, detail).build());
    }

    /** A refusal that passes: the same request may succeed a little later. */
    static Answer later(ErrorCode error, String detail) {
        return of(error, detail).with("Retry-After", Integer.toString(RETRY_SECONDS));
    }

    /** A document with wrong fields. */
    static Answer fields(List<Problem> problems) {
        var listed = problems.stream().map(Refusal::field).toList();
        return Answer.problem(
                ErrorCode.INVALID_DOCUMENT,
                document(ErrorCode.INVALID_DOCUMENT, "Nothing was changed. " + shortened(problems.getFirst()))
                        .put("problems", JsonValue.array(listed))
                        .build());
    }

    /** A query with wrong parameters. */
    static Answer query(List<Problem> problems) {
        var listed = problems.stream().map(Refusal::field).toList();
        return Answer.problem(
                ErrorCode.INVALID_QUERY,
                document(ErrorCode.INVALID_QUERY, "Nothing was done. " + shortened(problems.getFirst()))
                        .put("problems", JsonValue.array(listed))
                        .build());
    }

    /** A body that is no JSON. */
    static Answer malformed(MalformedDocumentException e) {
        var place = JsonValue.object()
                .put("line", e.line())
                .put("column", e.column())
                .put("reason", String.valueOf(e.getMessage()))
                .build();
        return Answer.problem(
                ErrorCode.MALFORMED_JSON,
                document(ErrorCode.MALFORMED_JSON, "The body is " + e.describe() + ".")
                        .put("problems", JsonValue.array(List.of(place)))
                        .build());
    }

    static JsonValue.ObjectBuilder document(ErrorCode error, String detail) {
        return JsonValue.object()
                .put("type", "urn:iris:error:" + error.text())
                .put("title", error.title())
                .put("status", error.status())
                .put("code", error.text())
                .put("detail", detail);
    }

    /** The name of a field, which its sender chose, for an answer. */
    static String shorten(String field) {
        return field.codePointCount(0, field.length()) <= LONGEST_FIELD
                ? field
                : field.substring(0, field.offsetByCodePoints(0, LONGEST_FIELD)) + "…";
    }

    private static Problem shortened(Problem problem) {
        return new Problem(shorten(problem.field()), problem.reason());
    }

    private static JsonObject field(Problem problem) {
        return JsonValue.object()
                .put("field", shorten(problem.field()))
                .put("reason", problem.reason())
                .build();
    }
}
