package dev.iris.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.Body;
import dev.iris.http.HttpHeader;
import dev.iris.http.Outbound;
import dev.iris.model.Authentication;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.HttpsUrl;
import dev.iris.model.PartnerTls;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TokenRequestTest {
    @Test
    void itIsTheContractsRequest() throws Exception {
        var credential = new OpaqueBasic(Secret.of("not:base64/at==all"));
        var authentication = new Authentication.OAuth2(HttpsUrl.parse("api.partner.com/oauth2/token"), credential);

        var request = TokenRequest.of(
                new TokenGrant(authentication, PartnerTls.NONE),
                new Outbound(new ScriptedEdge(), "Adobe Audience Manager Iris", SecretFiles.NONE));

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.body()).isEqualTo(Body.utf8("grant_type=client_credentials"));
        assertThat(request.headers())
                .containsExactlyInAnyOrder(
                        new HttpHeader("User-Agent", "Adobe Audience Manager Iris"),
                        new HttpHeader("Authorization", "Basic not:base64/at==all"),
                        new HttpHeader("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8"),
                        new HttpHeader("Accept-Encoding", "gzip"));
    }

    @Test
    void idAndSecretAreFormEncodedAndThenBase64() throws Exception {
        var basic = TokenRequest.basic(new ClientIdAndSecret("id", Secret.of(" %&+£€")), SecretFiles.NONE);

        assertThat(new String(Base64.getDecoder().decode(basic), UTF_8)).isEqualTo("id:+%25%26%2B%C2%A3%E2%82%AC");
    }
}
