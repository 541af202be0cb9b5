package dev.iris.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a partner that is shut treats whoever comes. */
final class DoorsIT {
    private static final int MOST_EXCHANGES = 1_000;

    private ReferencePartner partner;

    @BeforeEach
    void start() throws IOException {
        partner = ReferencePartner.start(PartnerSettings.contract());
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @Test
    void anExpiredCertificateIsShown() {
        shut(Door.EXPIRED_CERTIFICATE);

        var failure = catchThrowable(() -> RawClient.once(partner, Requests.TOKEN));
        assertThat(Stream.iterate(failure, cause -> cause != null, Throwable::getCause))
                .anyMatch(CertificateExpiredException.class::isInstance);
    }

    @Test
    void theHandshakeIsRefusedWithAnAlert() {
        shut(Door.TLS_ALERT);

        assertThatThrownBy(() -> RawClient.once(partner, Requests.TOKEN))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("handshake_failure");
    }

    @Test
    void aSilentPartnerNeverSpeaks() throws IOException {
        shut(Door.SILENT);

        try (var socket = new Socket(InetAddress.getLoopbackAddress(), partner.port())) {
            socket.setSoTimeout(200);
            socket.getOutputStream().write(new byte[] {22, 3, 1});
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
    void aShutDoorEndsEveryConnectionAndOpensAgain(Door door) throws IOException {
        try (var client = new RawClient(partner)) {
            assertThat(client.exchange(Requests.TOKEN).status()).isEqualTo(200);
            shut(door);
            assertThatThrownBy(() -> exchangeUntilItEnds(client)).isInstanceOf(IOException.class);
        }
        partner.comeBack();
        assertThat(RawClient.once(partner, Requests.TOKEN).status()).isEqualTo(200);
    }

    /** Connections end one after the other: whoever shut the door may know of it before this one ends. */
    private static void exchangeUntilItEnds(RawClient client) throws IOException {
        for (int i = 0; i < MOST_EXCHANGES; i++) {
            client.exchange(Requests.TOKEN);
        }
    }

    private void shut(Door door) {
        partner.apply(Endpoint.TOKEN, new Fault.Shut(door, Duration.ofHours(1)));
        assertThatThrownBy(() -> RawClient.once(partner, Requests.TOKEN)).isInstanceOf(IOException.class);
    }
}
