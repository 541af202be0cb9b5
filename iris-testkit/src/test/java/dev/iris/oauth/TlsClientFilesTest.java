package dev.iris.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.Body;
import dev.iris.http.HttpsEdge;
import dev.iris.http.HttpsRequest;
import dev.iris.http.HttpsResult;
import dev.iris.http.HttpsResult.Answered;
import dev.iris.http.Outbound;
import dev.iris.model.CertificateSource;
import dev.iris.model.ClientCredential.TlsClient;
import dev.iris.model.HttpsUrl;
import dev.iris.model.PartnerTls;
import dev.iris.model.PartnerTls.Identity;
import dev.iris.model.Secret;
import dev.iris.model.SecretSource.InFile;
import dev.iris.model.TokenGrant;
import dev.iris.oauth.TokenResult.Granted;
import dev.iris.oauth.TokenResult.Refused;
import dev.iris.partner.certificates.CertificateAuthority;
import dev.iris.partner.certificates.ClientCertificate;
import dev.iris.testkit.ManualTicker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A client that is its certificate, which stands in files. */
class TlsClientFilesTest {
    private static final CertificateAuthority AUTHORITY = new CertificateAuthority(InstantSource.system());
    private static final PartnerTls IN_FILES = new PartnerTls(
            new Identity(new CertificateSource.InFile(new InFile("chain.pem")), new InFile("key.pem")), List.of());

    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void aRefusedIdentityIsShownAgainAtOnceWhenItsFilesWereReplaced() throws Exception {
        place(AUTHORITY.issueClient("iris"));
        var source = source();
        assertThat(source.take(Duration.ofSeconds(30))).isInstanceOf(Refused.class);
        assertThat(source.take(Duration.ofSeconds(30))).isInstanceOf(Refused.class);
        assertThat(requests).hasValue(1);

        place(AUTHORITY.issueClient("iris"));

        assertThat(source.take(Duration.ofSeconds(30))).isInstanceOf(Granted.class);
    }

    private TokenSource source() {
        var outbound = new Outbound(new SecondTimeLucky(), "Iris", name -> Secret.of(files.getOrDefault(name, "")));
        var sources = new TokenSources(outbound, new ManualTicker(), InstantSource.system(), new Random(7));
        var grant = new TokenGrant(HttpsUrl.parse("https://partner.example/token"), new TlsClient("me"));
        return sources.acquire(grant, IN_FILES).source();
    }

    private void place(ClientCertificate certificate) {
        files.put("chain.pem", certificate.chainPem());
        files.put("key.pem", certificate.keyPem());
    }

    /** Refuses the first request and grants the others a token. */
    private final class SecondTimeLucky implements HttpsEdge {
        @Override
        public HttpsResult exchange(HttpsRequest request) {
            return requests.incrementAndGet() == 1
                    ? new Answered(401, List.of(), Body.utf8(""))
                    : new Answered(200, List.of(), Body.utf8("{\"token_type\":\"Bearer\",\"access_token\":\"one\"}"));
        }

        @Override
        public void close() {}
    }
}
