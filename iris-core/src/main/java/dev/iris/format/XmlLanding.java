package dev.iris.format;

import dev.iris.format.ValueType.Kind;
import java.util.Optional;

/**
 * A place in XML.
 *
 * @param recent what was written last, as far as it may begin or end something
 */
record XmlLanding(Place place, String recent) implements Landing {
    static final XmlLanding BEGIN = new XmlLanding(Place.TEXT, "");

    private static final String COMMENT = "<!--";
    private static final String CDATA = "<![CDATA[";

    /** What stands around a place. */
    enum Place {
        TEXT("between tags"),
        OPENING("behind a <"),
        TAG("inside a tag, outside of quotes"),
        DOUBLE("inside double quotes"),
        SINGLE("inside single quotes"),
        COMMENT("inside a comment"),
        CDATA("inside a CDATA section"),
        INSTRUCTION("inside a processing instruction"),
        DECLARATION("inside a declaration");

        private final String words;

        Place(String words) {
            this.words = words;
        }
    }

    @Override
    public Landing past(String literal) {
        var next = this;
        for (int i = 0; i < literal.length(); i++) {
            next = next.past(literal.charAt(i));
        }
        return next;
    }

    @Override
    public Optional<Escape> escape(Kind kind) {
        return switch (place) {
            case TEXT -> Optional.of(Escape.XML_TEXT);
            case DOUBLE, SINGLE -> Optional.of(Escape.XML_ATTRIBUTE);
            case CDATA -> Optional.of(Escape.XML_CDATA);
            case COMMENT -> kind == Kind.TEXT ? Optional.empty() : Optional.of(Escape.NONE);
            case OPENING, TAG, INSTRUCTION, DECLARATION -> Optional.empty();
        };
    }

    @Override
    public String words() {
        return place.words + " of XML";
    }

    private XmlLanding past(char c) {
        return switch (place) {
            case TEXT -> c == '<' ? new XmlLanding(Place.OPENING, "<") : BEGIN;
            case OPENING -> opened(recent + c);
            case TAG -> inTag(c);
            case DOUBLE -> c == '"' ? new XmlLanding(Place.TAG, "") : this;
            case SINGLE -> c == '\'' ? new XmlLanding(Place.TAG, "") : this;
            case COMMENT -> until("-->", c);
            case CDATA -> until("]]>", c);
            case INSTRUCTION -> until("?>", c);
            case DECLARATION -> c == '>' ? BEGIN : this;
        };
    }

    private static XmlLanding opened(String begun) {
        if (begun.equals(COMMENT)) {
            return new XmlLanding(Place.COMMENT, "");
        }
        if (begun.equals(CDATA)) {
            return new XmlLanding(Place.CDATA, "");
        }
        if (begun.equals("<?")) {
            return new XmlLanding(Place.INSTRUCTION, "");
        }
        if (COMMENT.startsWith(begun) || CDATA.startsWith(begun)) {
            return new XmlLanding(Place.OPENING, begun);
        }
        if (begun.startsWith("<!")) {
            return new XmlLanding(Place.DECLARATION, "");
        }
        return begun.endsWith(">") ? BEGIN : new XmlLanding(Place.TAG, "");
    }

    private XmlLanding inTag(char c) {
        return switch (c) {
            case '"' -> new XmlLanding(Place.DOUBLE, "");
            case '\'' -> new XmlLanding(Place.SINGLE, "");
            case '>' -> BEGIN;
            default -> this;
        };
    }

    private XmlLanding until(String end, char c) {
        var begun = recent + c;
        while (!end.startsWith(begun)) {
            begun = begun.substring(1);
        }
        return begun.equals(end) ? BEGIN : new XmlLanding(place, begun);
    }
}
