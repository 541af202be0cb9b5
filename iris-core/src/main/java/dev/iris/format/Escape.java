package dev.iris.format;

/** How a value is written where it lands, so that a reader finds exactly the value. */
enum Escape {
    /** As it is: numbers. */
    NONE {
        @Override
        void append(StringBuilder out, String value) {
            out.append(value);
        }
    },
    /** Inside a JSON string (RFC 8259 section 7). */
    JSON {
        @Override
        void append(StringBuilder out, String value) {
            JsonText.append(out, value);
        }
    },
    /** Between the tags of XML. */
    XML_TEXT {
        @Override
        void append(StringBuilder out, String value) {
            appendXml(out, value, false);
        }
    },
    /** Inside the quotes of an attribute of XML, where white space would become spaces. */
    XML_ATTRIBUTE {
        @Override
        void append(StringBuilder out, String value) {
            appendXml(out, value, true);
        }
    },
    /** Inside a CDATA section of XML, which is left for each {@code >} so that none ends it. */
    XML_CDATA {
        @Override
        void append(StringBuilder out, String value) {
            for (int i = 0; i < value.length(); ) {
                int c = value.codePointAt(i);
                if (c == '>' || c == '\r') {
                    out.append("]]>").append(c == '>' ? "&gt;" : "&#13;").append("<![CDATA[");
                } else {
                    out.appendCodePoint(isXml(c) ? c : REPLACEMENT);
                }
                i += Character.charCount(c);
            }
        }
    },
    /** A part of a query: all but the unreserved characters percent-encoded (RFC 3986 section 2.3). */
    QUERY {
        @Override
        void append(StringBuilder out, String value) {
            Percent.append(out, value, Escape::isUnreserved);
        }
    };

    private static final char REPLACEMENT = '\uFFFD';

    abstract void append(StringBuilder out, String value);

    private static void appendXml(StringBuilder out, String value, boolean inAttribute) {
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&apos;");
                case '\r' -> out.append("&#13;");
                case '\n' -> out.append(inAttribute ? "&#10;" : "\n");
                case '\t' -> out.append(inAttribute ? "&#9;" : "\t");
                default -> out.appendCodePoint(isXml(c) ? c : REPLACEMENT);
            }
            i += Character.charCount(c);
        }
    }

    /** XML 1.0 has no way to say other characters (section 2.2). */
    private static boolean isXml(int c) {
        return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }
}
