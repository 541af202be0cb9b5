package dev.iris.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.http.PartnerWords;
import dev.iris.json.Json;
import dev.iris.model.Secret;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Texts in every form in which somebody may say them back: as they are, or as one of the usual encodings writes them. Case does not
 * count. Confined to its owner.
 */
public final class SpokenForms {
    /** Shorter texts stand everywhere. */
    private static final int SHORTEST = 3;

    /** Characters that encoders of URLs encode or leave as they are, each as it thinks fit. */
    private static final String DISPUTED = "!'()*~";

    private final Set<String> forms = new LinkedHashSet<>();

    SpokenForms() {}

    /** A text without these secrets, in whatever form they stand in it. */
    public static String mask(String text, Collection<Secret> secrets) {
        var forms = new SpokenForms();
        secrets.forEach(secret -> forms.add(secret.reveal()));
        return PartnerWords.masked(text, forms.all());
    }

    /** Adds a text. */
    void add(String text) {
        addWritten(text);
        addPercentEncoded(text);
        var bytes = text.getBytes(UTF_8);
        addBase64(bytes);
        addLongEnough(HexFormat.of().formatHex(bytes));
    }

    /** All forms so far, the longest first: one may be a part of another. */
    List<String> all() {
        return forms.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private void addPercentEncoded(String text) {
        var plus = ClientProof.form(text);
        var percent = plus.replace("+", "%20");
        addWritten(plus);
        addWritten(percent);
        addWritten(ClientProof.form(percent));
        addWritten(leavingDisputed(percent));
        addWritten(percent.replace("%7E", "~").replace("*", "%2A"));
    }

    private static String leavingDisputed(String percent) {
        var left = percent;
        for (int i = 0; i < DISPUTED.length(); i++) {
            var character = DISPUTED.substring(i, i + 1);
            left = left.replace(ClientProof.form(character), character);
        }
        return left;
    }

    /** What precedes the padding is the same in all: it suffices to know both alphabets. */
    private void addBase64(byte[] bytes) {
        addLongEnough(Base64.getEncoder().encodeToString(bytes));
        addLongEnough(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        addLongEnough(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private void addWritten(String text) {
        addLongEnough(text);
        addInJson(text);
        addLongEnough(inHtml(text, "&quot;", "&#39;"));
        addLongEnough(inHtml(text, "&#34;", "&#39;"));
        addLongEnough(inHtml(text, "&quot;", "&#x27;").replace("/", "&#x2F;"));
        addLongEnough(inHtml(text, "&quot;", "&apos;"));
    }

    private void addInJson(String text) {
        var quoted = new StringBuilder();
        Json.appendQuoted(quoted, text);
        var within = quoted.substring(1, quoted.length() - 1);
        var careful = within.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
        addLongEnough(within);
        addLongEnough(within.replace("/", "\\/"));
        addLongEnough(careful);
        addLongEnough(careful.replace("'", "\\u0027"));
        addLongEnough(inAscii(within));
    }

    private static String inAscii(String text) {
        var ascii = new StringBuilder();
        text.chars().forEach(c -> ascii.append(c < 0x80 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
        return ascii.toString();
    }

    private static String inHtml(String text, String quote, String apostrophe) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", quote)
                .replace("'", apostrophe);
    }

    private void addLongEnough(String form) {
        if (form.length() >= SHORTEST) {
            forms.add(form);
        }
    }
}
