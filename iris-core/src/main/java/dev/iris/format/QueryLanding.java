package dev.iris.format;

import dev.iris.format.ValueType.Kind;
import java.util.Optional;

/**
 * A place in a query. What the author wrote goes out as a browser would send it (WHATWG URL, special-query percent-encode set): what
 * cannot stand in a query is percent-encoded, line breaks and tabs are left out.
 */
enum QueryLanding implements Landing {
    ANYWHERE;

    @Override
    public Landing past(String literal) {
        return this;
    }

    @Override
    public String literal(String text) {
        var out = new StringBuilder(text.length());
        Percent.append(out, text.replaceAll("[\t\n\r]", ""), QueryLanding::stays);
        return out.toString();
    }

    @Override
    public Optional<Escape> escape(Kind kind) {
        return Optional.of(Escape.QUERY);
    }

    @Override
    public String words() {
        return "in a query";
    }

    private static boolean stays(int c) {
        return c > ' ' && c < 0x7F && "\"#<>'".indexOf(c) < 0;
    }
}
