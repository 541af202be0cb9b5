package dev.iris.http;

import dev.iris.http.HttpsResult.Answered;
import dev.iris.http.HttpsResult.Failed;
import java.util.List;

/**
 * An answer as it came.
 *
 * @param isCut whether the body was longer than it may be; it is empty then
 */
record RawAnswer(int status, List<HttpHeader> headers, Body wire, boolean isCut) {
    /** Whether no other answer to the same request follows (RFC 9110 section 15.2). */
    boolean isFinal() {
        return status >= 200;
    }

    HttpsResult decoded(HttpsRequest request) {
        if (!isFinal()) {
            return new Failed(EdgeFault.ANSWER_UNDECODABLE, "status " + status + ", which is no final one");
        }
        return switch (request.bodyUse()) {
            case NEEDED -> read(request);
            case NEEDED_OF_SUCCESS ->
                BodyUse.NEEDED_OF_SUCCESS.isSatisfiedByHead(status) ? readIfPossible(request) : read(request);
            case IGNORED -> withoutBody();
        };
    }

    private HttpsResult readIfPossible(HttpsRequest request) {
        return read(request) instanceof Answered answer ? answer : withoutBody();
    }

    private Answered withoutBody() {
        return new Answered(status, headers, Body.EMPTY);
    }

    private HttpsResult read(HttpsRequest request) {
        if (isCut) {
            return tooLarge("on the wire", request.limits().wireBytes());
        }
        return switch (ContentDecoding.decode(
                wire, encodings(), request.limits().decodedBytes())) {
            case ContentDecoding.Decoded(Body body) -> new Answered(status, headers, body);
            case ContentDecoding.TooLarge() ->
                tooLarge("decoded", request.limits().decodedBytes());
            case ContentDecoding.Damaged(String why) ->
                new Failed(EdgeFault.ANSWER_UNDECODABLE, "status " + status + ", " + why);
        };
    }

    private Failed tooLarge(String how, int most) {
        return new Failed(
                EdgeFault.ANSWER_TOO_LARGE, "status " + status + ", a body of more than " + most + " bytes " + how);
    }

    private List<String> encodings() {
        return headers.stream()
                .filter(h -> h.isNamed("Content-Encoding"))
                .map(HttpHeader::value)
                .toList();
    }
}
