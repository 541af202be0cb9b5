package dev.iris.server.control;

import java.util.Set;

/** What the bearer of an access token may do. */
public enum Scope {
    /** Everything. */
    ADMIN,
    /** Pause, resume, test; and read. */
    OPERATE,
    /** Look at destinations, devices and figures. */
    READ,
    /** Send events. */
    INGEST;

    /** This scope and those that it includes. */
    public Set<Scope> implied() {
        return switch (this) {
            case ADMIN -> Set.of(values());
            case OPERATE -> Set.of(OPERATE, READ);
            case READ -> Set.of(READ);
            case INGEST -> Set.of(INGEST);
        };
    }
}
