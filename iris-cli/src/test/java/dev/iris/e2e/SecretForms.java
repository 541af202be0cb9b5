package dev.iris.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
        var bytes = text.getBytes(UTF_8);
        var percent = encoded(text).replace("+", "%20");
        var quoted = Json.write(JsonValue.text(text));
        var inJson = quoted.substring(1, quoted.length() - 1);
        return new LinkedHashSet<>(List.of(
                text,
                encoded(text),
                percent,
                encoded(percent),
                percent.toLowerCase(Locale.ROOT),
                percent.replace("%27", "'").replace("%21", "!"),
                base64(text),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes),
                inJson,
                inJson.replace("/", "\\/"),
                inJson.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"),
                inHtml(text, "&quot;", "&#39;"),
                inHtml(text, "&#34;", "&apos;")));
    }

    private static String inHtml(String text, String quote, String apostrophe) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", quote)
                .replace("'", apostrophe);
    }
}
