package dev.iris.oauth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.fuzz.FuzzTarget;
import dev.iris.http.Body;
import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsResult.Answered;
import dev.iris.http.RetryAfter;
import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.HttpsUrl;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.TokenGrant;
import dev.iris.model.TokenParameters;
import dev.iris.model.TokenPolicy;
import dev.iris.oauth.FetchOutcome.Fetched;
import dev.iris.oauth.FetchOutcome.Standing;
import dev.iris.oauth.FetchOutcome.Transient;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a token endpoint: a first line of its status and of words for the policy, header lines, an empty line, the body. A token
 * is clean and lives no longer than allowed; what an operator sees is one short line that holds neither the token nor the secret.
 */
public final class TokenAnswerTarget implements FuzzTarget {
    private static final Instant NOW = Instant.parse("2026-11-23T16:17:22.125Z");
    private static final int LONGEST_TEXT = 700;
    private static final Duration MOST_LIFE = Duration.ofHours(24);

    /** Stands in seeds; no sentence of the house holds it. */
    private static final String TOKEN = "Tok3n:aB!9$x";

    private static final String SECRET = "p+s/w 4=?&\"<x>";
    private static final List<String> SECRETS =
            List.of(SECRET, "p%2Bs%2Fw+4%3D%3F%26%22%3Cx%3E", "cCtzL3cgND0/JiI8eD4=", "p+s/w 4=?&\\\"<x>");

    private final ClientIdAndSecret credential = new ClientIdAndSecret("iris", Secret.of(SECRET));

    @Override
    public void check(byte[] input) {
        int split = new String(input, ISO_8859_1).indexOf("\n\n");
        var head = split < 0 ? "200" : new String(input, 0, split, ISO_8859_1);
        check(head, split < 0 ? input : Arrays.copyOfRange(input, split + 2, input.length));
    }

    private void check(String head, byte[] body) {
        var lines = List.of(head.split("\n", -1));
        var words = List.of(lines.getFirst().split(" ", -1));
        var answer = new Answered(status(words.getFirst()), headers(lines), Body.of(body));
        var outcome = read(answer, rules(Set.copyOf(words)));
        var token = token(body);
        switch (outcome) {
            case Fetched fetched -> check(fetched, words);
            case Transient(var reason, var _, var asked) -> {
                checkWait(asked);
                checkText(reason.text(), token);
            }
            case Standing(var reason, var asked) -> {
                checkWait(asked);
                checkText(reason.text(), token);
            }
        }
    }

    private FetchOutcome read(Answered answer, AnswerRules rules) {
        return switch (answer.status()) {
            case 200, 201 -> TokenAnswer.read(answer, rules);
            default -> TokenRefusal.read(answer, rules, NOW);
        };
    }

    private AnswerRules rules(Set<String> words) {
        var policy = new TokenPolicy(
                Set.of("JWT"),
                words.contains("typed"),
                words.contains("strict"),
                words.contains("form"),
                MOST_LIFE,
                Duration.ofSeconds(60),
                null);
        var parameters = new TokenParameters("segments:write", null, List.of(), Map.of());
        var grant =
                new TokenGrant(HttpsUrl.parse("https://api.partner.com/oauth2/token"), credential, parameters, policy);
        return new AnswerRules(grant, new ClientSecrets(credential, SecretFiles.NONE), 0);
    }

    private static void check(Fetched fetched, List<String> words) {
        var token = fetched.value().reveal();
        assertThat(token).matches(words.contains("strict") ? "[A-Za-z0-9._~+/-]{1,16384}=*" : "[!-~]{1,16384}");
        assertThat(new AccessToken(fetched.value()).authorization().value()).isEqualTo("Bearer " + token);
        var life = fetched.life();
        if (life != null) {
            assertThat(life).isPositive().isLessThanOrEqualTo(MOST_LIFE);
        }
        Stream.concat(fetched.remarks().stream(), Stream.of(fetched.toString()))
                .forEach(text -> checkText(text, token));
    }

    private static void checkWait(@Nullable Duration asked) {
        if (asked != null) {
            assertThat(asked).isPositive().isLessThanOrEqualTo(RetryAfter.MOST);
        }
    }

    private static void checkText(String text, String token) {
        assertThat(text).hasSizeBetween(1, LONGEST_TEXT);
        assertThat(text.codePoints()).noneMatch(Character::isISOControl);
        if (token.equals(TOKEN)) { // a part of a token is none
            assertThat(text).doesNotContain(TOKEN);
        }
        var lower = text.toLowerCase(Locale.ROOT);
        SECRETS.forEach(secret -> assertThat(lower).doesNotContain(secret.toLowerCase(Locale.ROOT)));
    }

    private static String token(byte[] body) {
        try {
            return Json.read(body, JsonLimits.TOKEN_ANSWER) instanceof JsonObject object
                            && object.find("access_token").orElse(JsonValue.NULL) instanceof JsonString(String text)
                    ? text
                    : "";
        } catch (MalformedDocumentException e) {
            return "";
        }
    }

    private static int status(String word) {
        return word.matches("[2-5][0-9][0-9]") ? Integer.parseInt(word) : 200;
    }

    private static List<HttpHeader> headers(List<String> lines) {
        return lines.stream()
                .skip(1)
                .filter(line -> line.indexOf(':') > 0)
                .map(line -> new HttpHeader(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip()))
                .toList();
    }
}
