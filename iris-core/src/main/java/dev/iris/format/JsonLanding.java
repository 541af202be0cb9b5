package dev.iris.format;

import dev.iris.format.ValueType.Kind;
import java.util.Optional;

/** A place in JSON. */
enum JsonLanding implements Landing {
    OUTSIDE("outside of a string"),
    STRING("inside a string"),
    ESCAPE("behind a backslash"),
    HEX_4("inside an escape sequence"),
    HEX_3("inside an escape sequence"),
    HEX_2("inside an escape sequence"),
    HEX_1("inside an escape sequence");

    private final String words;

    JsonLanding(String words) {
        this.words = words;
    }

    @Override
    public Landing past(String literal) {
        var place = this;
        for (int i = 0; i < literal.length(); i++) {
            place = place.past(literal.charAt(i));
        }
        return place;
    }

    @Override
    public Optional<Escape> escape(Kind kind) {
        return switch (this) {
            case OUTSIDE -> kind == Kind.TEXT ? Optional.empty() : Optional.of(Escape.NONE);
            case STRING -> Optional.of(Escape.JSON);
            case ESCAPE, HEX_4, HEX_3, HEX_2, HEX_1 -> Optional.empty();
        };
    }

    @Override
    public String words() {
        return words + " of JSON";
    }

    private JsonLanding past(char c) {
        return switch (this) {
            case OUTSIDE -> c == '"' ? STRING : OUTSIDE;
            case STRING -> c == '"' ? OUTSIDE : c == '\\' ? ESCAPE : STRING;
            case ESCAPE -> c == 'u' ? HEX_4 : STRING;
            case HEX_4 -> HEX_3;
            case HEX_3 -> HEX_2;
            case HEX_2 -> HEX_1;
            case HEX_1 -> STRING;
        };
    }
}
