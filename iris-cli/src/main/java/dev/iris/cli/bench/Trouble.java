package dev.iris.cli.bench;

import java.util.List;
import java.util.Locale;

/** In what ways the bad destinations of a load are bad: equally many in each. */
public enum Trouble {
    TOKEN_HANG,
    MIXED;

    List<Misbehaviour> ways() {
        return switch (this) {
            case TOKEN_HANG -> List.of(Misbehaviour.SILENT_TOKENS);
            case MIXED -> List.of(Misbehaviour.DEAD, Misbehaviour.SLOW, Misbehaviour.CUTTING, Misbehaviour.THROTTLING);
        };
    }

    /** As people write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
