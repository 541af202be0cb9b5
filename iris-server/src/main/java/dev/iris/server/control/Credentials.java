package dev.iris.server.control;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.model.Authentication;
import dev.iris.model.Authentication.OAuth2;
import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.ClientCredential.PrivateKeyJwt;
import dev.iris.model.ClientCredential.TlsClient;
import dev.iris.model.Destination;
import dev.iris.model.PartnerTls;
import dev.iris.model.Rotation;
import dev.iris.model.Secret;
import dev.iris.model.Signature;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The secrets of a destination by the fields in which documents hold them, and what their texts must be like. */
final class Credentials {
    /** Field of an opaque Basic value. */
    static final String BASIC = "auth.basic";

    /** Field of a client secret. */
    static final String CLIENT_SECRET = "auth.clientSecret";

    /** Field of the private keys that sign assertions. */
    static final String ASSERTION_KEY = "auth.assertion.key";

    /** Field of the private key of a client identity. */
    static final String TLS_KEY = "tls.key";

    /** Field of the password that every segment request carries. */
    static final String PASSWORD = "auth.password";

    /** Field of the token that every segment request carries; of a destination with a token endpoint it says how answers are taken. */
    static final String FIXED_TOKEN = "auth.token";

    /** Field of the keys that sign segment requests. */
    static final String SIGNATURE_KEYS = "signature.keys";

    /** Every field of a document that holds a secret. */
    static final Set<String> FIELDS =
            Set.of(BASIC, CLIENT_SECRET, ASSERTION_KEY, TLS_KEY, PASSWORD, FIXED_TOKEN, SIGNATURE_KEYS);

    private static final Set<String> OF_TOKEN_ENDPOINT = Set.of(BASIC, CLIENT_SECRET, ASSERTION_KEY);
    private static final Set<String> OF_SEGMENT_ENDPOINT = Set.of(PASSWORD, FIXED_TOKEN, SIGNATURE_KEYS);

    private static final int MOST = 4_096;
    private static final int MOST_PEM = 32_768;

    private Credentials() {}

    static Map<String, Rotation> secrets(Destination destination) {
        return secrets(
                destination.authentication(),
                destination.tls(),
                destination.form().signature());
    }

    static Map<String, Rotation> secrets(Authentication authentication, PartnerTls tls, Signature signature) {
        var found = new HashMap<>(
                switch (authentication) {
                    case OAuth2 oauth2 -> secrets(oauth2.grant().credential());
                    case Authentication.Basic(var _, var passwords) -> Map.of(PASSWORD, passwords);
                    case Authentication.FixedBearer(var tokens) -> Map.of(FIXED_TOKEN, tokens);
                    case Authentication.None _ -> Map.of();
                });
        var identity = tls.identity();
        if (identity != null) {
            found.put(TLS_KEY, Rotation.of(identity.key()));
        }
        if (!signature.keys().isEmpty()) {
            found.put(SIGNATURE_KEYS, new Rotation(signature.keys()));
        }
        return found;
    }

    /** The origins of the endpoints to which secrets are sent, or what they prove, by field. */
    static Map<String, String> origins(Destination destination) {
        var origins = new HashMap<String, String>();
        if (destination.authentication() instanceof OAuth2 oauth2) {
            var origin = oauth2.grant().tokenEndpoint().origin();
            OF_TOKEN_ENDPOINT.forEach(field -> origins.put(field, origin));
        }
        OF_SEGMENT_ENDPOINT.forEach(
                field -> origins.put(field, destination.endpoint().origin()));
        return origins;
    }

    /** The fields of a document that hold secrets, were they not left out. */
    static Set<String> fields(JsonObject document) {
        if (WrittenDocument.find(document, "auth.type").equals(JsonValue.text(AuthReader.BEARER))) {
            return FIELDS;
        }
        return FIELDS.stream().filter(field -> !field.equals(FIXED_TOKEN)).collect(toUnmodifiableSet());
    }

    /** Whether a certificate proves who Iris is, and nothing else. */
    static boolean isCertificate(Authentication authentication) {
        return switch (authentication) {
            case OAuth2 oauth2 -> oauth2.grant().credential() instanceof TlsClient;
            case Authentication.Basic _, Authentication.FixedBearer _, Authentication.None _ -> false;
        };
    }

    /** A Basic value goes into a header byte for byte. */
    static Secret basic(String text) {
        requireResolved(text);
        if (!text.matches("[!-~]([ -~]*[!-~])?") || text.length() > MOST) {
            throw new IllegalArgumentException("is malformed (expected: 1 to " + MOST
                    + " printable ASCII characters without outer spaces or line breaks)");
        }
        return Secret.of(text);
    }

    /** A client secret is form-encoded, so it may hold more. */
    static Secret clientSecret(String text) {
        requireResolved(text);
        if (text.isEmpty() || text.length() > MOST || text.codePoints().anyMatch(Credentials::unprintable)) {
            throw new IllegalArgumentException(
                    "is malformed (expected: 1 to " + MOST + " printable characters without line breaks)");
        }
        return Secret.of(text);
    }

    /** A token goes into a header byte for byte (RFC 6750 section 2.1, taken widely). */
    static Secret fixedToken(String text) {
        requireResolved(text);
        if (!text.matches("[!-~]+") || text.length() > MOST) {
            throw new IllegalArgumentException(
                    "is malformed (expected: 1 to " + MOST + " visible ASCII characters without spaces)");
        }
        return Secret.of(text);
    }

    /** A key that signs is any text. */
    static Secret signatureKey(String text) {
        return clientSecret(text);
    }

    /** A private key is a PEM text; what it holds is judged together with its certificate or algorithm. */
    static Secret privateKey(String text) {
        requireResolved(text);
        if (text.length() > MOST_PEM) {
            throw new IllegalArgumentException("is too long (expected: at most " + MOST_PEM + " characters of PEM)");
        }
        return Secret.of(text);
    }

    private static Map<String, Rotation> secrets(ClientCredential credential) {
        return switch (credential) {
            case OpaqueBasic(var values) -> Map.of(BASIC, values);
            case ClientIdAndSecret(var _, var secrets, var _) -> Map.of(CLIENT_SECRET, secrets);
            case PrivateKeyJwt(var _, var keys, var _, var _, var _) -> Map.of(ASSERTION_KEY, keys);
            case TlsClient _ -> Map.of();
        };
    }

    private static void requireResolved(String text) {
        if (text.startsWith("${env:") || text.startsWith("${file:")) {
            throw new IllegalArgumentException(
                    "is a reference that only the command line resolves (expected: the secret itself)");
        }
    }

    private static boolean unprintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> true;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
