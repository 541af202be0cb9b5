package dev.iris.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The forms in which a secret is sent, and those in which a partner may say it back. */
final class SecretForms {
    private SecretForms() {}

    /** An opaque Basic value: itself, and what it is the base64 of, if it is. */
    static Set<String> ofBasic(String value, String... within) {
        var forms = encodings(value);
        for (var secret : within) {
            forms.addAll(encodings(secret));
        }
        return forms;
    }

    /** A client secret, alone and joined to its id. */
    static Set<String> ofClientSecret(String clientId, String secret) {
        var forms = encodings(secret);
        forms.add(base64(clientId + ":" + secret));
        forms.add(base64(encoded(clientId) + ":" + encoded(secret)));
        return forms;
    }

    /** The lines of a PEM text, which hold nothing else than the key. */
    static List<String> ofKey(String pem) {
        return pem.lines().filter(line -> !line.startsWith("-----")).toList();
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static Set<String> encodings(String text) {
        var quoted = Json.write(JsonValue.text(text));
        return new LinkedHashSet<>(List.of(
                text,
                encoded(text),
                encoded(text).replace("+", "%20"),
                base64(text),
                quoted.substring(1, quoted.length() - 1)));
    }
}
