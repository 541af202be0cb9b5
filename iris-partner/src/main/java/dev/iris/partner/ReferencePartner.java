package dev.iris.partner;

import dev.iris.model.HttpsUrl;
import dev.iris.partner.certificates.CertificateAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A partner that takes the contract literally: both endpoints over HTTPS on 127.0.0.1, strict about every request, keeping a ledger
 * of what came, and misbehaving when told to. Thread-safe.
 */
public final class ReferencePartner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReferencePartner.class);
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int WAITING_CONNECTIONS = 1_024;

    private final CertificateAuthority authority;
    private final ServerSocket port;
    private final FaultPlan plan;
    private final Presence presence;
    private final IssuedTokens tokens;
    private final PartnerLedger ledger;
    private final Tally tally = new Tally();
    private final RequestLog log;

    private ReferencePartner(PartnerSettings settings, InstantSource clock, RandomGenerator random) throws IOException {
        this.authority = new CertificateAuthority(clock);
        this.plan = new FaultPlan(clock, random);
        this.presence = new Presence(clock);
        this.tokens = new IssuedTokens(clock, random, settings.tokenLife());
        this.ledger = new PartnerLedger(settings.receivedUsers(), settings.watcher());
        var headers = new HeaderCheck(settings.userAgent(), settings.otherHeaders());
        this.log = new RequestLog(clock, settings.recordedRequests(), headers.harmless());
        this.port = new ServerSocket(settings.port(), WAITING_CONNECTIONS, InetAddress.getByAddress(LOOPBACK));
        plan.add(settings.script().steps());
        var certificates = new Certificates(authority, clock.instant());
        var exchange = exchange(settings, headers);
        Thread.ofVirtual().name("partner-door").start(() -> welcome(certificates, exchange, settings.maxBodyBytes()));
    }

    /**
     * Starts a partner with the system's clock and randomness.
     *
     * @throws IOException when the port cannot be had
     */
    public static ReferencePartner start(PartnerSettings settings) throws IOException {
        return start(settings, InstantSource.system(), new SecureRandom());
    }

    /** As {@link #start(PartnerSettings)}; tokens are as hard to guess as {@code random} makes them. */
    public static ReferencePartner start(PartnerSettings settings, InstantSource clock, RandomGenerator random)
            throws IOException {
        var partner = new ReferencePartner(settings, clock, random);
        LOG.info("Reference partner started on port {}", partner.port());
        return partner;
    }

    /** Port on 127.0.0.1. */
    public int port() {
        return port.getLocalPort();
    }

    /** Endpoint 1. */
    public HttpsUrl tokenEndpoint() {
        return url(Endpoint.TOKEN);
    }

    /** Endpoint 2. */
    public HttpsUrl segmentEndpoint() {
        return url(Endpoint.SEGMENTS);
    }

    /** The authority to trust; it also makes TLS contexts for clients. */
    public CertificateAuthority certificateAuthority() {
        return authority;
    }

    /** The certificate to trust, as PEM. */
    public String certificateAuthorityPem() {
        return authority.certificatePem();
    }

    /** Writes the certificate to trust into a file, in place of what was there. */
    public void writeCertificateAuthority(Path file) throws IOException {
        Files.writeString(file, certificateAuthorityPem());
    }

    /** What the partner knows of devices. */
    public PartnerLedger ledger() {
        return ledger;
    }

    /** How many requests came and what became of them. */
    public PartnerCounts counts() {
        return tally.counts();
    }

    /** The latest requests, oldest first, secrets masked; as many as the settings let it keep. */
    public List<RecordedRequest> requests() {
        return log.all();
    }

    /** Adds steps after those that are still to come. */
    public void apply(FaultStep... steps) {
        plan.add(List.of(steps));
    }

    /** Adds a fault for the next request of the endpoint. */
    public void apply(Endpoint on, Fault fault) {
        apply(FaultStep.next(on, fault));
    }

    /** Forgets every step that is still to come. */
    public void behave() {
        plan.clear();
    }

    /** Makes every token issued so far worthless. */
    public void expireTokens() {
        tokens.expireAll();
    }

    /** Resets every connection, and each new one for that long. */
    public void goAway(Duration time) {
        presence.shut(Door.AWAY, time);
    }

    /** Ends an absence at once. */
    public void comeBack() {
        presence.comeBack();
    }

    /** Closes the port and every connection, waits included. */
    @Override
    public void close() {
        try (port) {
            presence.close();
        } catch (IOException e) {
            LOG.info("Reference partner on port {}: its port did not close in order", port());
        }
        LOG.info("Reference partner stopped on port {}", port());
    }

    private Exchange exchange(PartnerSettings settings, HeaderCheck headers) {
        var message = new MessageCheck(settings.maxUsers(), settings.emptyPartnerId());
        return new Exchange(
                plan,
                presence,
                tokens,
                new TokenEndpoint(settings.credentials(), headers, tokens, settings.tokenLife()),
                new SegmentEndpoint(settings.method(), headers, tokens, message),
                new Exchange.Books(ledger, tally, log));
    }

    private HttpsUrl url(Endpoint endpoint) {
        return HttpsUrl.parse("https://127.0.0.1:" + port() + endpoint.path());
    }

    private void welcome(Certificates certificates, Exchange exchange, int mostBody) {
        try {
            while (presence.isOpen()) {
                admitNext(certificates, exchange, mostBody);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void admitNext(Certificates certificates, Exchange exchange, int mostBody) throws InterruptedException {
        try {
            var tcp = port.accept();
            var door = presence.door();
            var line = new Line(door, tcp, certificates.shownAt(door));
            if (presence.admit(line)) {
                Thread.ofVirtual().start(new Conversation(line, presence, exchange, tally, mostBody));
            }
        } catch (IOException ignored) {
            // The port was closed, or whoever knocked is gone already.
            presence.pause();
        }
    }
}
