package dev.iris.partner;

/** One of the partner's two endpoints. */
public enum Endpoint implements Word {
    /** Exchanges the credential for a bearer token. */
    TOKEN("token", "/oauth2/token"),
    /** Takes segment messages. */
    SEGMENTS("segments", "/segments/aam");

    private final String word;
    private final String path;

    Endpoint(String word, String path) {
        this.word = word;
        this.path = path;
    }

    @Override
    public String word() {
        return word;
    }

    /** Path of the endpoint's URL. */
    public String path() {
        return path;
    }
}
