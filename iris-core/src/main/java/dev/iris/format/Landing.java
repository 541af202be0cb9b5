package dev.iris.format;

import java.util.Optional;

/** Where in its output a template stands, as far as what the author wrote tells. Immutable; equal places are equal. */
sealed interface Landing permits JsonLanding, XmlLanding, QueryLanding {
    /** The place behind what the author wrote. */
    Landing past(String literal);

    /** What the author wrote as it goes out. */
    default String literal(String text) {
        return text;
    }

    /** How a value of a kind is written here; empty when none can stand here. */
    Optional<Escape> escape(ValueType.Kind kind);

    /** The place, for people. */
    String words();
}
