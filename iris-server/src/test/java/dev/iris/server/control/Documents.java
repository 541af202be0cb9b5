package dev.iris.server.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.MalformedDocumentException;
import dev.iris.json.Yaml;

/** Documents of destinations. */
final class Documents {
    /** The documented sample with every member at its default. */
    static final String SAMPLE = """
        id: 423
        name: Example partner
        clientId: "74323"
        userDpid: "12345"
        endpoint: https://api.partner.com/segments/aam
        method: POST
        auth:
          type: oauth2
          tokenEndpoint: https://api.partner.com/oauth2/token
          basic: c2VjcmV0LWJhc2lj
          clientAuthentication: basic
          scope: null
          parameters: {}
        tls: { certificate: null, key: null, trustedCertificates: [] }
        signature: { header: X-Signature, algorithm: HmacSHA1, keys: [] }
        format: standard
        headers: {}
        realtime: true
        batch: { enabled: false, every: 24h, at: "02:00", full: never, suppressDelivered: false }
        sampleDenominator: 1
        aggregation: { maxUsers: 10, linger: 20ms }
        delivery: { timeout: 3s, retries: 1, successStatus: [200], maxConcurrency: 32, messagesPerSecond: null, maxAge: 72h, http2: false, onStatus: {} }
        sendWithoutId: false
        mappings:
          - { segment: "14356", value: "14356", from: null, until: null }
        """;

    /** The least that a destination needs, but for its credential. */
    static final String BARE = """
        clientId: "74323"
        userDpid: "12345"
        endpoint: https://api.partner.com/segments/aam
        """;

    private Documents() {}

    /** A document with the least that is needed, and what follows it. */
    static JsonObject bare(String more) {
        return yaml(BARE + "auth: { tokenEndpoint: https://api.partner.com/oauth2/token, basic: c2VjcmV0LWJhc2lj }\n"
                + more);
    }

    static JsonObject yaml(String text) {
        try {
            return (JsonObject) Yaml.read(text.getBytes(UTF_8), JsonLimits.DOCUMENT);
        } catch (MalformedDocumentException e) {
            throw new IllegalArgumentException(e.describe(), e);
        }
    }
}
