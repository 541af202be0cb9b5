package dev.iris.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import java.io.IOException;

/** The contract's two requests as text, for {@link RawClient}. */
final class Requests {
    static final String TOKEN = """
        POST /oauth2/token HTTP/1.1
        Host: api.partner.com
        User-Agent: Adobe Audience Manager Iris
        Authorization: Basic zq2LOO1CcYGrODS5nXiNHpEz97eCpVHAoMF8pAgCntXAzxp5uRV7DTAE2qtPLjhMQwrEX3O6MHV4S
        Content-Type: application/x-www-form-urlencoded;charset=UTF-8
        Content-Length: 29
        Accept-Encoding: gzip

        grant_type=client_credentials\
        """;

    private Requests() {}

    static String segments(String token, String body) {
        return """
            POST /segments/aam HTTP/1.1
            Host: api.partner.com
            User-Agent: Adobe Audience Manager Iris
            Authorization: Bearer %s
            Content-Type: application/json
            Accept-Encoding: gzip
            Content-Length: %d

            %s\
            """.formatted(token, body.getBytes(UTF_8).length, body);
    }

    /** Has the partner issue a token. */
    static String freshToken(ReferencePartner partner) throws IOException {
        return token(RawClient.once(partner, TOKEN).body());
    }

    static String token(String answer) {
        try {
            var object = (JsonObject) Json.read(answer, JsonLimits.TOKEN_ANSWER);
            return ((JsonString) object.find("access_token").orElseThrow()).value();
        } catch (MalformedDocumentException e) {
            throw new AssertionError("no JSON", e);
        }
    }
}
