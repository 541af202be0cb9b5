package dev.iris.http;

import static dev.iris.http.EdgeFixture.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iris.model.CertificateSource;
import dev.iris.model.PartnerTls;
import dev.iris.model.PartnerTls.Identity;
import dev.iris.model.Secret;
import dev.iris.model.SecretSource.InFile;
import dev.iris.model.SecretUnreadableException;
import dev.iris.partner.certificates.ClientCertificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ChannelsTest {
    private static final ClientCertificate FIRST = AUTHORITY.issueClient("iris");
    private static final ClientCertificate SECOND = AUTHORITY.issueClient("iris");
    private static final PartnerTls IN_FILES = new PartnerTls(
            new Identity(new CertificateSource.InFile(new InFile("chain.pem")), new InFile("key.pem")), List.of());

    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final Channels channels = new Channels(name -> {
        var text = files.get(name);
        if (text == null) {
            throw new SecretUnreadableException("there is no file " + name);
        }
        return Secret.of(text);
    });

    @Test
    void keyMaterialInFilesIsReadAnew() throws Exception {
        place(FIRST);
        assertThat(shown()).isEqualTo(identity(FIRST));

        place(SECOND);

        assertThat(shown()).isEqualTo(identity(SECOND));
    }

    @Test
    void theFormerIdentityStaysInUseWhileOneOfTwoFilesIsReplaced() throws Exception {
        place(FIRST);
        shown();

        files.put("chain.pem", SECOND.chainPem());
        assertThat(shown()).isEqualTo(identity(FIRST));
        files.put("key.pem", SECOND.keyPem().substring(0, 60));
        assertThat(shown()).isEqualTo(identity(FIRST));

        files.put("key.pem", SECOND.keyPem());
        assertThat(shown()).isEqualTo(identity(SECOND));
    }

    @Test
    void filesThatNeverBelongedTogetherAreRefused() {
        place(FIRST);
        files.put("key.pem", SECOND.keyPem());

        assertThatThrownBy(this::shown)
                .isInstanceOf(SecretUnreadableException.class)
                .hasMessageContaining("does not belong to the certificate");
    }

    @Test
    void anIdentityWhoseFileWasTakenAwayIsShownNoMore() throws Exception {
        place(FIRST);
        shown();

        files.remove("key.pem");

        assertThatThrownBy(this::shown).hasMessage("there is no file key.pem");
    }

    private void place(ClientCertificate certificate) {
        files.put("chain.pem", certificate.chainPem());
        files.put("key.pem", certificate.keyPem());
    }

    private ClientIdentity shown() throws SecretUnreadableException {
        return Objects.requireNonNull(channels.open("#1", 1, IN_FILES).identity());
    }

    private static ClientIdentity identity(ClientCertificate certificate) {
        return ClientIdentity.parse(certificate.chainPem(), Secret.of(certificate.keyPem()));
    }
}
