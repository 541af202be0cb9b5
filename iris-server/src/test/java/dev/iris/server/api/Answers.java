package dev.iris.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import java.net.http.HttpResponse;
import java.util.List;

/** What tests expect of refusals. */
final class Answers {
    private Answers() {}

    /** A problem document of that code, in which nothing of the inside of the server shows. */
    static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.body())
                .startsWith("{\"type\":\"urn:iris:error:" + code + "\",\"title\":")
                .contains("\"status\":" + status + ",\"code\":\"" + code + "\",\"detail\":")
                .doesNotContain("Exception", "dev.iris", "java.", "jackson", "\\tat ");
    }

    /** The problems that an answer lists. */
    static List<JsonObject> problems(HttpResponse<String> response) {
        var listed = (JsonArray) RunningServer.json(response).find("problems").orElseThrow();
        return listed.elements().stream().map(JsonObject.class::cast).toList();
    }

    /** The fields that an answer names, in its order. */
    static List<String> fields(HttpResponse<String> response) {
        return problems(response).stream()
                .map(problem -> text(problem, "field"))
                .toList();
    }

    static String text(JsonObject object, String member) {
        return object.find(member).orElse(JsonValue.NULL) instanceof JsonString(String value) ? value : "";
    }
}
