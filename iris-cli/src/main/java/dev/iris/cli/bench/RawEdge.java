package dev.iris.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.cli.client.CommandFailedException;
import dev.iris.http.AddressGuard;
import dev.iris.http.Cidr;
import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsRequest;
import dev.iris.http.HttpsResult;
import dev.iris.http.VertxEdge;
import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import dev.iris.model.Secret;
import dev.iris.partner.PartnerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/** Our own HTTPS edge and nothing else of Iris: one message, sent as it is to the partner. Thread-safe. */
final class RawEdge implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final VertxEdge edge;
    private final LoadPartner partner;
    private final Secret token;
    private final HttpsRequest request;

    private RawEdge(VertxEdge edge, LoadPartner partner, byte[] message) throws InterruptedException {
        this.edge = edge;
        this.partner = partner;
        this.token = fetchToken();
        this.request = new HttpsRequest(
                        "POST",
                        partner.endpoints().segments(),
                        headers("Bearer " + token.reveal(), "application/json"),
                        message,
                        TIMEOUT)
                .ignoringAnswerBody();
    }

    static RawEdge open(LoadPartner partner, byte[] message) throws IOException, InterruptedException {
        var guard = new AddressGuard(List.of(Cidr.parse("127.0.0.0/8")));
        var edge = new VertxEdge(guard, List.of(certificate(partner.authority())));
        try {
            return new RawEdge(edge, partner, message);
        } catch (InterruptedException | RuntimeException e) {
            edge.close();
            throw e;
        }
    }

    /** What each request carries; a tool beside this one may use it. */
    static List<HttpHeader> headers(String authorization, String contentType) {
        return List.of(
                new HttpHeader("User-Agent", PartnerSettings.USER_AGENT),
                new HttpHeader("Authorization", authorization),
                new HttpHeader("Content-Type", contentType),
                new HttpHeader("Accept-Encoding", "gzip"));
    }

    Secret token() {
        return token;
    }

    /** Sends the message once. */
    void send() throws InterruptedException {
        requireOk(edge.exchange(request));
    }

    @Override
    public void close() {
        edge.close();
    }

    private Secret fetchToken() throws InterruptedException {
        var headers = headers(
                "Basic " + PartnerSettings.SAMPLE_CREDENTIAL, "application/x-www-form-urlencoded;charset=UTF-8");
        var grant = "grant_type=client_credentials".getBytes(UTF_8);
        var answer = requireOk(
                edge.exchange(new HttpsRequest("POST", partner.endpoints().token(), headers, grant, TIMEOUT)));
        try {
            if (Json.read(answer.body().bytes(), JsonLimits.DOCUMENT) instanceof JsonObject object
                    && object.find("access_token").orElse(JsonValue.NULL) instanceof JsonString(String text)) {
                return Secret.of(text);
            }
            throw new CommandFailedException("the partner gave no token");
        } catch (MalformedDocumentException e) {
            throw new CommandFailedException("the partner gave no token", e);
        }
    }

    private static HttpsResult.Answered requireOk(HttpsResult result) {
        return switch (result) {
            case HttpsResult.Answered answered when answered.status() == 200 -> answered;
            case HttpsResult.Answered answered ->
                throw new CommandFailedException("the partner answered a raw request with " + answered.status());
            case HttpsResult.Failed(var fault, var detail) ->
                throw new CommandFailedException(
                        "a raw request failed: " + fault.reasonCode().code() + ", " + detail);
        };
    }

    private static X509Certificate certificate(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (CertificateException e) {
            throw new IOException("the partner's certificate cannot be read", e);
        }
    }
}
