package dev.iris.partner;

/** White space of JSON text that stands outside its strings (RFC 8259, section 2). */
final class WhiteSpace {
    private WhiteSpace() {}

    /** Whether well-formed JSON holds any. */
    static boolean insignificantIn(byte[] json) {
        boolean inString = false;
        for (int i = 0; i < json.length; i++) {
            byte b = json[i];
            if (b == '"') {
                inString = !inString;
            } else if (inString && b == '\\') {
                i++;
            } else if (!inString && (b == ' ' || b == '\n' || b == '\r' || b == '\t')) {
                return true;
            }
        }
        return false;
    }
}
