package dev.iris.server.api;

import dev.iris.deliver.SampleDelivery;
import dev.iris.http.HttpHeader;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import java.util.List;

/** The JSON form of what became of a sample user. */
final class SampleDocument {
    private SampleDocument() {}

    static JsonObject of(SampleDelivery sample) {
        return JsonValue.object()
                .put("delivered", sample.findReason().isEmpty())
                .put("durationMillis", sample.took().toMillis())
                .put("reason", StatusDocument.reason(sample.findReason()))
                .put(
                        "request",
                        sample.findRequest()
                                .<JsonValue>map(SampleDocument::request)
                                .orElse(JsonValue.NULL))
                .put(
                        "answer",
                        sample.findAnswer()
                                .<JsonValue>map(SampleDocument::answer)
                                .orElse(JsonValue.NULL))
                .build();
    }

    private static JsonObject request(SampleDelivery.Request request) {
        return JsonValue.object()
                .put("method", request.method())
                .put("url", request.url())
                .put("headers", headers(request.headers()))
                .put("body", request.body())
                .build();
    }

    private static JsonObject answer(SampleDelivery.Answer answer) {
        return JsonValue.object()
                .put("status", answer.status())
                .put("headers", headers(answer.headers()))
                .put("body", answer.body())
                .build();
    }

    private static JsonValue headers(List<HttpHeader> headers) {
        return JsonValue.array(headers.stream()
                .map(header -> JsonValue.object()
                        .put("name", header.name())
                        .put("value", header.value())
                        .build())
                .toList());
    }
}
