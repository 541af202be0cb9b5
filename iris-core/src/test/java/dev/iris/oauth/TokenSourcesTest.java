package dev.iris.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.Outbound;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.HttpsUrl;
import dev.iris.model.PartnerTls;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.TokenGrant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TokenSourcesTest {
    private final TokenSources sources = new TokenSources(
            new Outbound(new ScriptedEdge(), "Iris", SecretFiles.NONE),
            new TestClock(),
            InstantSource.system(),
            RandomGenerator.getDefault());

    @Test
    void oneEndpointAndCredentialHaveOneSource() {
        var first = sources.acquire(grant("/token", "a"), PartnerTls.NONE);
        var second = sources.acquire(grant("/token", "a"), PartnerTls.NONE);

        assertThat(second.source()).isSameAs(first.source());
    }

    @Test
    void anotherEndpointOrCredentialHasAnotherSource() {
        var first = sources.acquire(grant("/token", "a"), PartnerTls.NONE);

        assertThat(sources.acquire(grant("/token", "b"), PartnerTls.NONE).source())
                .isNotSameAs(first.source());
        assertThat(sources.acquire(grant("/other", "a"), PartnerTls.NONE).source())
                .isNotSameAs(first.source());
    }

    @Test
    void aSourceIsForgottenWithItsLastLease() {
        var first = sources.acquire(grant("/token", "a"), PartnerTls.NONE);
        var second = sources.acquire(grant("/token", "a"), PartnerTls.NONE);

        first.close();
        first.close();
        assertThat(sources.acquire(grant("/token", "a"), PartnerTls.NONE).source())
                .isSameAs(second.source());

        assertThat(sources.size()).isEqualTo(1);
    }

    @Test
    void nothingIsLeftWhenAllLeasesAreClosed() {
        var first = sources.acquire(grant("/token", "a"), PartnerTls.NONE);
        var second = sources.acquire(grant("/token", "a"), PartnerTls.NONE);

        first.close();
        second.close();

        assertThat(sources.size()).isZero();
    }

    private static TokenGrant grant(String path, String credential) {
        return new TokenGrant(HttpsUrl.parse("https://partner.example" + path), new OpaqueBasic(Secret.of(credential)));
    }
}
