package dev.iris.oauth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.Body;
import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsResult.Answered;
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
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAnswerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final AnswerRules RULES = rules(TokenParameters.NONE, TokenPolicy.STANDARD);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'token_type':'Bearer','access_token':'tok'}",
                "{'token_type':'bearer','access_token':'tok'}",
                "{'token_type':'BEARER','access_token':'tok'}",
                "{'token_type':'','access_token':'tok'}",
                "{'token_type':null,'access_token':'tok'}",
                "{'access_token':'tok'}",
                "{'access_token':'tok','error':null}",
                "{'access_token':'tok','error':''}",
                "{'access_token':'tok','refresh_token':'r','scope':'a','more':{'deep':[1,2]}}",
                "\uFEFF{'access_token':'tok'}",
                " \n{'access_token':'tok'}\n "
            })
    void usableAnswersAreUsed(String body) {
        assertThat(read(200, body)).isInstanceOfSatisfying(Fetched.class, fetched -> {
            assertThat(fetched.value()).isEqualTo(Secret.of("tok"));
            assertThat(fetched.life()).isNull();
        });
        assertThat(read(201, body)).isInstanceOf(Fetched.class);
    }

    @Test
    void aMissingTokenTypeIsRemarked() {
        assertThat(read(200, "{'access_token':'tok'}"))
                .isInstanceOfSatisfying(
                        Fetched.class, fetched -> assertThat(fetched.remarks()).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "3600, 3600",
                "'3600', 3600",
                "' 3600 ', 3600",
                "3599.5, 3599",
                "'3599.5', 3599",
                "3.6e3, 3600",
                "1, 1",
                "3600000, 86400",
                "99999999999999999999, 86400",
                "'99999999999999999999', 86400",
                "1e999999, 86400"
            })
    void lifeIsReadInEverySpelling(String expiresIn, long seconds) {
        assertThat(life(expiresIn).life()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(life(expiresIn).remarks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "''",
                "'soon'",
                "{}",
                "[]",
                "true",
                "0",
                "-1",
                "'-1'",
                "0.5",
                "1e-999999",
                "'NaN'",
                "'0x10'"
            })
    void lifeThatSaysNothingIsUnknownAndRemarked(String expiresIn) {
        assertThat(life(expiresIn).life()).isNull();
        assertThat(life(expiresIn).remarks()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "null",
                "[]",
                "'tok'",
                "[{'access_token':'tok'}]",
                "{}",
                "{'access_token':'tok'} x",
                "{'access_token':'tok'}{}",
                "{'access_token':'tok'",
                "{'access_token':null}",
                "{'access_token':''}",
                "{'access_token':7}",
                "{'access_token':['tok']}",
                "{'access_token':'to k'}",
                "{'access_token':'tok\\r\\nX-Evil: 1'}",
                "{'access_token':'tok\\u0000'}",
                "{'access_token':'tok\\u007F'}",
                "{'access_token':'t\u00F6k'}",
                "{'access_token':'tok','access_token':'tok'}",
                "{'access_token':'tok','scope':'a','scope':'b'}",
                "{'access_token':'tok','token_type':'mac'}",
                "{'access_token':'tok','token_type':'DPoP'}",
                "{'access_token':'tok','token_type':'N_A'}",
                "{'access_token':'tok','token_type':7}",
                "{'access_token':'tok','error':'teapot'}",
                "{'access_token':'tok','error':{'code':1}}",
                "{'error':'server_error'}",
                "<html>tok</html>",
                "access_token=tok&token_type=bearer"
            })
    void unusableAnswersAreTransientAndNotRepeated(String body) {
        assertThat(read(200, body)).isInstanceOfSatisfying(Transient.class, unusable -> {
            assertThat(unusable.reason().code()).isEqualTo(ReasonCode.TOKEN_UNUSABLE);
            assertThat(unusable.reason().detail()).isNotEmpty().doesNotContain("tok&", "'tok", "Evil", "html>");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>", "<!DOCTYPE html>", "<HTML>", "<?xml version='1.0'?><fault/>", " \n<p>", "\uFEFF<a/>"})
    void anAnswerInMarkupIsToldFromBrokenJson(String body) {
        assertThat(read(200, body))
                .isInstanceOfSatisfying(
                        Transient.class,
                        unusable -> assertThat(unusable.reason().detail()).startsWith("the answer is HTML or XML"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/html", "text/javascript", "application/x-www-form-urlencoded", ";", ""})
    void theContentTypeCountsForNothing(String type) {
        assertThat(read(200, "{'access_token':'tok'}", new HttpHeader("Content-Type", type)))
                .isInstanceOf(Fetched.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'exp':1}", "{'exp':9999999999}", "{'iat':1795428000,'exp':1795431600}", "no JSON"})
    void aTokenIsNotLookedInto(String claims) {
        var signed = base64("{'alg':'HS256'}") + "." + base64(claims) + "." + base64("signature");

        for (var token : List.of(signed, signed + ".", signed + ".a.b")) {
            assertThat(read(200, "{'token_type':'Bearer','access_token':'" + token + "'}"))
                    .isEqualTo(new Fetched(Secret.of(token), null, List.of(), false));
        }
    }

    @Test
    void otherTypesAreBearerOnlyIfTheyAreAccepted() {
        var jwt = "{'access_token':'tok','token_type':'jwt'}";

        assertThat(read(200, jwt)).isInstanceOf(Transient.class);
        assertThat(read(jwt, policy(Set.of("JWT"), false, false, false))).isInstanceOf(Fetched.class);
        assertThat(read("{'access_token':'tok','token_type':'mac'}", policy(Set.of("JWT"), false, false, false)))
                .isInstanceOf(Transient.class);
    }

    @Test
    void aMissingTypeIsRefusedIfOneIsRequired() {
        assertThat(read("{'access_token':'tok'}", policy(Set.of(), true, false, false)))
                .isInstanceOf(Transient.class);
        assertThat(read("{'access_token':'tok','token_type':'bearer'}", policy(Set.of(), true, false, false)))
                .isInstanceOf(Fetched.class);
    }

    @Test
    void charactersBeyondThoseOfBearerTokensAreRefusedIfSoWished() {
        assertThat(read(200, "{'access_token':'to:k!'}")).isInstanceOf(Fetched.class);
        assertThat(read("{'access_token':'to:k!'}", policy(Set.of(), false, true, false)))
                .isInstanceOf(Transient.class);
        assertThat(read("{'access_token':'a-._~+/9=='}", policy(Set.of(), false, true, false)))
                .isInstanceOf(Fetched.class);
    }

    @Test
    void aFormEncodedAnswerIsTakenIfSoWished() {
        var form = "access_token=to%2Bk&token_type=bearer&expires_in=60";

        assertThat(read(form, policy(Set.of(), false, false, true)))
                .isEqualTo(new Fetched(Secret.of("to+k"), Duration.ofSeconds(60), List.of(), false));
        assertThat(read("access_token=a&access_token=b", policy(Set.of(), false, false, true)))
                .isInstanceOf(Transient.class);
        assertThat(read("error=x&access_token=b", policy(Set.of(), false, false, true)))
                .isInstanceOf(Transient.class);
        assertThat(read(200, form))
                .isInstanceOfSatisfying(
                        Transient.class,
                        unusable -> assertThat(unusable.reason().detail()).contains("auth.token.formEncoded: true"));
    }

    @Test
    void noLifeIsBelievedToBeLongerThanTheMost() {
        var policy =
                new TokenPolicy(Set.of(), false, false, false, Duration.ofMinutes(5), Duration.ofSeconds(60), null);

        assertThat(read("{'access_token':'tok','expires_in':3600}", policy))
                .hasFieldOrPropertyWithValue("life", Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({
        "a b, a, true",
        "a b, b a, false",
        "a b, a b c, false",
        "a, '', false",
        ", a, false",
        "a b, '  b   a ', false",
        "a, A, true"
    })
    void aScopeNarrowerThanTheOneAskedForIsRemarked(String asked, String granted, boolean isNarrower) {
        var outcome = read(
                "{'access_token':'tok','token_type':'bearer','scope':'" + granted + "'}",
                rules(Grants.scope(asked), TokenPolicy.STANDARD));

        assertThat(outcome).isInstanceOfSatisfying(Fetched.class, fetched -> {
            assertThat(fetched.isNarrower()).isEqualTo(isNarrower);
            assertThat(fetched.remarks()).hasSize(isNarrower ? 1 : 0);
        });
    }

    /** Half a character, an overlong one, half of a pair, one beyond the last, and one that begins nothing, each in a member that nobody reads. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\u00C3", "\u00C0\u0080", "\u00ED\u00A0\u0080", "\u00F4\u0090\u0080\u0080", "\u0080", "\u00FF"})
    void bytesThatAreNoUtf8AreUnusable(String bytes) {
        var body = "{\"access_token\":\"tok\",\"more\":\"" + bytes + "\"}";

        assertThat(TokenAnswer.read(new Answered(200, List.of(), Body.of(body.getBytes(ISO_8859_1))), RULES))
                .isInstanceOf(Transient.class);
    }

    @Test
    void aLongTokenIsTakenAndAVeryLongOneIsNot() {
        assertThat(read(200, "{'access_token':'" + "t".repeat(8_192) + "'}")).isInstanceOf(Fetched.class);
        assertThat(read(200, "{'access_token':'" + "t".repeat(100_000) + "'}")).isInstanceOf(Transient.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "401, {'error':'invalid_client'}, CREDENTIAL_REFUSED",
                "401, {'error':'unauthorized_client'}, CREDENTIAL_REFUSED",
                "401, `` , CREDENTIAL_REFUSED",
                "401, <html>, CREDENTIAL_REFUSED",
                "400, {'error':'invalid_client'}, CREDENTIAL_REFUSED",
                "400, {'error':'unauthorized_client'}, CREDENTIAL_REFUSED",
                "403, {'error':'access_denied'}, CREDENTIAL_REFUSED",
                "200, {'error':'invalid_client'}, CREDENTIAL_REFUSED",
                "200, {'error':'invalid_scope'}, TOKEN_UNUSABLE",
                "400, {'error':'invalid_scope'}, UNEXPECTED_STATUS",
                "400, {'error':'invalid_request'}, UNEXPECTED_STATUS",
                "400, {'error':'unsupported_grant_type'}, UNEXPECTED_STATUS",
                "400, {'error':'invalid_target'}, UNEXPECTED_STATUS",
                "400, `` , UNEXPECTED_STATUS",
                "403, `` , UNEXPECTED_STATUS",
                "404, `` , UNEXPECTED_STATUS",
                "405, `` , UNEXPECTED_STATUS",
                "415, `` , UNEXPECTED_STATUS",
                "302, `` , REDIRECT",
                "307, `` , REDIRECT"
            })
    void whatSomebodyMustChangeStands(int status, String body, ReasonCode code) {
        assertThat(read(status, body)).isInstanceOfSatisfying(Standing.class, standing -> {
            assertThat(standing.reason().code()).isEqualTo(code);
            assertThat(standing.reason().detail()).contains("status " + status);
        });
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "202, {'access_token':'x'}, TOKEN_UNUSABLE",
                "204, `` , TOKEN_UNUSABLE",
                "400, {'error':'slow_down'}, UNEXPECTED_STATUS",
                "400, {'error':'temporarily_unavailable'}, UNEXPECTED_STATUS",
                "403, {'error':'server_error'}, UNEXPECTED_STATUS",
                "408, `` , UNEXPECTED_STATUS",
                "425, `` , UNEXPECTED_STATUS",
                "429, `` , THROTTLED",
                "500, {'error':'invalid_client'}, UNEXPECTED_STATUS",
                "502, <html>, UNEXPECTED_STATUS",
                "503, `` , UNEXPECTED_STATUS"
            })
    void whatMayPassIsTransient(int status, String body, ReasonCode code) {
        assertThat(read(status, body))
                .isInstanceOfSatisfying(
                        Transient.class,
                        passing -> assertThat(passing.reason().code()).isEqualTo(code));
    }

    @Test
    void anUnavailableServerIsBelievedForAMinuteAtMost() {
        var retryAfter = new HttpHeader("Retry-After", "3000");

        assertThat(read(503, "", retryAfter)).hasFieldOrPropertyWithValue("asked", Duration.ofMinutes(1));
        assertThat(read(429, "", retryAfter)).hasFieldOrPropertyWithValue("asked", Duration.ofMinutes(50));
    }

    @Test
    void anErrorCodeIsShownOnlyIfItIsAPlainWord() {
        assertThat(read(401, "{'error':'Basic c2VjcmV0'}"))
                .isInstanceOfSatisfying(
                        Standing.class,
                        standing ->
                                assertThat(standing.reason().detail()).isEqualTo("status 401, error in no known form"));
    }

    @Test
    void aTokenThatAComplaintNamesIsMasked() {
        var body = "{'error':'server_error','error_description':'made to!k3n, then failed','access_token':'to!k3n'}";

        assertThat(read(200, body))
                .isInstanceOfSatisfying(
                        Transient.class,
                        told -> assertThat(told.reason().detail())
                                .isEqualTo("status 200, error server_error, \"made ***, then failed\""));
    }

    @Test
    void aRedirectNamesTheTargetsHostAlone() {
        var location = new HttpHeader("Location", "http://user:pw@elsewhere.example/path?code=secret");

        assertThat(read(302, "", location))
                .isInstanceOfSatisfying(
                        Standing.class,
                        standing -> assertThat(standing.reason().detail())
                                .isEqualTo("status 302 to host elsewhere.example"));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.replace('\'', '"').getBytes(UTF_8));
    }

    private static Fetched life(String expiresIn) {
        var outcome = read(200, "{'token_type':'Bearer','access_token':'tok','expires_in':" + expiresIn + "}");
        assertThat(outcome).isInstanceOf(Fetched.class);
        return (Fetched) outcome;
    }

    /** Quotes are written as apostrophes. */
    private static FetchOutcome read(int status, String body, HttpHeader... headers) {
        var answer = new Answered(status, List.of(headers), Body.utf8(body.replace('\'', '"')));
        return read(answer, RULES);
    }

    private static FetchOutcome read(String body, TokenPolicy policy) {
        return read(body, rules(TokenParameters.NONE, policy));
    }

    private static FetchOutcome read(String body, AnswerRules rules) {
        return read(new Answered(200, List.of(), Body.utf8(body.replace('\'', '"'))), rules);
    }

    private static TokenPolicy policy(Set<String> otherTypes, boolean typeRequired, boolean strict, boolean form) {
        return new TokenPolicy(
                otherTypes, typeRequired, strict, form, Duration.ofHours(24), Duration.ofSeconds(60), null);
    }

    private static FetchOutcome read(Answered answer, AnswerRules rules) {
        return answer.status() == 200 || answer.status() == 201
                ? TokenAnswer.read(answer, rules)
                : TokenRefusal.read(answer, rules, NOW);
    }

    private static AnswerRules rules(TokenParameters asked, TokenPolicy policy) {
        var credential = new ClientIdAndSecret("me", Secret.of("open-sesame"));
        var grant = new TokenGrant(HttpsUrl.parse("https://partner.example/token"), credential, asked, policy);
        return new AnswerRules(grant, new ClientSecrets(credential, SecretFiles.NONE), 0);
    }
}
