package dev.iris.model;

/** How a message authentication code is made of a message and a key (RFC 2104). */
public enum MacAlgorithm {
    HMAC_SHA1("HmacSHA1"),
    HMAC_SHA256("HmacSHA256"),
    HMAC_MD5("HmacMD5");

    private final String text;

    MacAlgorithm(String text) {
        this.text = text;
    }

    /** The name that documents and the JDK have for it. */
    @Override
    public String toString() {
        return text;
    }
}
