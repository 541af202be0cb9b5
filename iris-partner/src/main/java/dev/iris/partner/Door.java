package dev.iris.partner;

/** How new connections are treated. */
public enum Door implements Word {
    /** As always. */
    OPEN("open"),
    /** They are reset. */
    AWAY("away"),
    /** They are taken, and nobody ever speaks. */
    SILENT("silent"),
    /** They are shown a certificate that ended an hour before the partner's start. */
    EXPIRED_CERTIFICATE("expiredCertificate"),
    /** They are refused with a TLS alert, handshake_failure. */
    TLS_ALERT("tlsAlert");

    private final String word;

    Door(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
