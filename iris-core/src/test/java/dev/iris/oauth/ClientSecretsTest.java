package dev.iris.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.ClientCredential.Placement;
import dev.iris.model.ClientCredential.TlsClient;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator is told of a secret: never a letter of it, and the one slip that is usual. */
class ClientSecretsTest {
    private static final String ODD = "a+b/c%d:e f&\"<q>'";

    private final ScriptedEdge edge = new ScriptedEdge();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a+b/c%d:e f&\\\"<q>'",
                "a+b\\/c%d:e f&\\\"<q>'",
                "a+b/c%d:e f&\\\\\\\"<q>'",
                "a+b\\\\/c%d:e f&\\\\\\\"<q>'",
                "YStiL2MlZDplIGYmIjxxPic=",
                "a%2Bb%2Fc%25d%3Ae+f%26%22%3Cq%3E%27",
                "a%2bb%2fc%25d%3ae%20f%26%22%3cq%3e%27",
                "A+B/C%D:E F&\\\"<Q>'",
                "bWU6YSUyQmIlMkZjJTI1ZCUzQWUrZiUyNiUyMiUzQ3ElM0UlMjc=",
                "a+b/c%d:e f&amp;&quot;&lt;q&gt;&#39;",
                "a+b/c%d:e f&amp;&#34;&lt;q&gt;&#39;",
                "a+b&#x2F;c%d:e f&amp;&quot;&lt;q&gt;&#x27;",
                "a+b/c%d:e f&amp;&quot;&lt;q&gt;&apos;",
                "a%2Bb%2Fc%25d%3Ae%20f%26%22%3Cq%3E'",
                "a%252Bb%252Fc%2525d%253Ae%2520f%2526%2522%253Cq%253E%2527",
                "a+b/c%d:e f\\\\u0026\\\\\\\"\\\\u003cq\\\\u003e'",
                "a+b/c%d:e f\\\\u0026\\\\\\\"\\\\u003cq\\\\u003e\\\\u0027",
                "\\u0061+b/c%d:e f&\\u0022<q>'",
                "612B622F6325643a65206626223c713e27",
                "bWU6YStiL2MlZDplIGYmIjxxPic"
            })
    void noFormOfASecretIsShownThoughThePartnerSaysItBack(String form) throws Exception {
        edge.thenAnswer(401, "{\"error\":\"invalid_client\",\"error_description\":\"no: " + form + " !\"}");
        var refused = Taken.refused(source(Grants.secrets(Placement.BASIC, ODD)));

        assertThat(refused.reason().detail()).contains("\"no: *** !\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"p/w:d", "p%2Fw%3Ad", "cC93OmQ=", "me:p/w:d", "702f773a64"})
    void anOpaqueValueIsHiddenInWhatItSeemsToBeToo(String form) throws Exception {
        edge.thenAnswer(401, "{\"error\":\"invalid_client\",\"error_description\":\"no " + form + " for client\"}");
        var refused = Taken.refused(source(new OpaqueBasic(Secret.of("bWU6cC93OmQ="))));

        assertThat(refused.reason().detail()).contains("\"no *** for client\"");
    }

    @ParameterizedTest
    @CsvSource({"BASIC, basic-raw or post", "BASIC_RAW, clientAuthentication to basic"})
    void aSecretThatEncodingChangesIsHintedAt(Placement placement, String hint) throws Exception {
        edge.thenAnswer(400, "{\"error\":\"invalid_client\"}");

        assertThat(Taken.refused(source(Grants.secrets(placement, ODD)))
                        .reason()
                        .detail())
                .startsWith("status 400, error invalid_client")
                .contains(hint);
    }

    @ParameterizedTest
    @CsvSource({"a+b, plain, 1, true", "plain, a+b, 1, false", "plain, a+b, 2, true", "a+b, plain, 2, false"})
    void theHintIsOfTheSecretThatWasSent(String newer, String older, int sent, boolean isHinted) throws Exception {
        if (sent == 2) {
            edge.thenAnswer(401, "{\"error\":\"invalid_client\"}");
        }
        edge.thenAnswer(400, "{\"error\":\"invalid_request\"}");
        var told = Taken.refused(source(Grants.secrets(Placement.BASIC, newer, older)))
                .reason()
                .detail();

        assertThat(edge.requests()).hasSize(sent);
        assertThat(told).contains("error invalid_request");
        assertThat(told.contains("form-encoding changes")).isEqualTo(isHinted);
    }

    @Test
    void aRequestThatIsRefusedAsAWholeIsHintedAtToo() throws Exception {
        edge.thenAnswer(400, "{\"error\":\"invalid_request\"}");

        assertThat(Taken.refused(source(Grants.secrets(Placement.BASIC_RAW, ODD)))
                        .reason()
                        .detail())
                .contains("check auth.clientAuthentication")
                .contains("clientAuthentication to basic");
    }

    @Test
    void aClientOfACertificateIsHintedAtItsChain() throws Exception {
        edge.thenAnswer(401, "{\"error\":\"invalid_client\"}");

        assertThat(Taken.refused(source(new TlsClient("me"))).reason().detail())
                .contains("whole chain in tls.certificate");
    }

    @ParameterizedTest
    @EnumSource(Placement.class)
    void aSecretOfPlainLettersIsNotHintedAt(Placement placement) throws Exception {
        edge.thenAnswer(401, "{\"error\":\"invalid_client\"}");

        assertThat(Taken.refused(source(Grants.secrets(placement, "plain")))
                        .reason()
                        .detail())
                .isEqualTo("status 401, error invalid_client");
    }

    @Test
    void thePartnersWordsAreCutAndKeepTheirLine() throws Exception {
        edge.thenAnswer(
                401, "{\"error\":\"invalid_client\",\"error_description\":\"" + "a\\r\\n\\u0007b ".repeat(300) + "\"}");

        assertThat(Taken.refused(source(Grants.secrets(Placement.POST, "plain")))
                        .reason()
                        .detail())
                .startsWith("status 401, error invalid_client, \"a b a b a b")
                .hasSizeLessThan(260)
                .matches("\\P{Cntrl}+");
    }

    @Test
    void anAnswerThatMayHoldATokenIsNotShown() throws Exception {
        edge.thenAnswer(200, "<html>access_token 1234");

        assertThat(Taken.unavailable(source(Grants.secrets(Placement.POST, "plain")))
                        .reason()
                        .detail())
                .isEqualTo("the answer is HTML or XML (expected: JSON)");
    }

    @Test
    void noTextOfASecretOrARequestShowsIt() {
        var credential = Grants.secrets(Placement.BASIC, "hidden-secret");

        assertThat(credential + " " + Grants.of(credential) + new ClientSecrets(credential, SecretFiles.NONE).now())
                .doesNotContain("hidden-secret");
    }

    private TokenSource source(ClientCredential credential) {
        return Grants.source(edge, new TestClock(), Grants.of(credential));
    }
}
