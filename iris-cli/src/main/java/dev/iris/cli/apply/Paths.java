package dev.iris.cli.apply;

/** Paths of the REST interface. */
final class Paths {
    static final String DESTINATIONS = "/v1/destinations";
    static final String REHEARSED = "?dryRun=true";
    static final String WRITTEN = "?defaults=false";

    private Paths() {}

    static String destination(long id) {
        return DESTINATIONS + "/" + id;
    }
}
