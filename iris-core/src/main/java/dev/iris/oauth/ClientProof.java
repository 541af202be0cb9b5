package dev.iris.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.http.HttpHeader;
import dev.iris.model.ClientCredential.Placement;
import dev.iris.model.Secret;
import dev.iris.model.SecretUnreadableException;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;

/** How one request proves who asks: in a header, in the body, or by the connection alone. Its text form shows neither. */
sealed interface ClientProof {
    /** By the Authorization header. */
    record InHeader(HttpHeader authorization) implements ClientProof {}

    /** By parameters of the body. */
    record InBody(List<FormParameter> parameters) implements ClientProof {
        public InBody {
            parameters = List.copyOf(parameters);
        }
    }

    /** An opaque Basic value, byte for byte. */
    static ClientProof opaque(Secret value) throws SecretUnreadableException {
        if (!value.reveal().matches("[!-~]([ -~]*[!-~])?")) {
            throw new SecretUnreadableException(
                    "the Basic value is not of visible ASCII characters without outer spaces or line breaks");
        }
        return basic(value.reveal());
    }

    static ClientProof idAndSecret(String id, Secret secret, Placement placement) {
        return switch (placement) {
            case BASIC -> basic(base64(form(id) + ":" + form(secret.reveal())));
            case BASIC_RAW -> basic(base64(id + ":" + secret.reveal()));
            case POST ->
                new InBody(List.of(
                        new FormParameter("client_id", id), new FormParameter("client_secret", secret.reveal())));
        };
    }

    static ClientProof assertion(String id, String assertion) {
        return new InBody(List.of(
                new FormParameter("client_id", id),
                new FormParameter("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                new FormParameter("client_assertion", assertion)));
    }

    static ClientProof certificate(String id) {
        return new InBody(List.of(new FormParameter("client_id", id)));
    }

    /** As the body of a form has it: UTF-8, a space as {@code +} (RFC 6749 appendix B). */
    static String form(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static ClientProof basic(String value) {
        return new InHeader(new HttpHeader("Authorization", "Basic " + value));
    }
}
