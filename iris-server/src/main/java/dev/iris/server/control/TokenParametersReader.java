package dev.iris.server.control;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.Members;
import dev.iris.model.TokenParameters;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads what token requests ask for besides a token. Confined to one reading. */
final class TokenParametersReader {
    private static final int MOST = 20;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST = 2_000;
    private static final String PARAMETERS = "parameters";
    private static final String RESOURCE = "resource";

    /** Parameters that Iris writes itself, and the beginning of the names of others. */
    private static final Set<String> RESERVED = Set.of("grant_type", "scope", "audience", RESOURCE);

    private static final String RESERVED_BEGINNING = "client_";

    private final Members auth;

    private TokenParametersReader(Members auth) {
        this.auth = auth;
    }

    static TokenParameters read(Members auth) {
        return new TokenParametersReader(auth).read();
    }

    private TokenParameters read() {
        return new TokenParameters(
                auth.text("scope", TokenParametersReader::scope).orElse(null),
                auth.text("audience", text -> Lines.require(text, LONGEST)).orElse(null),
                resources(),
                others());
    }

    private List<String> resources() {
        var read = OneOrMore.texts(auth, RESOURCE, TokenParametersReader::resource);
        if (OneOrMore.count(auth, RESOURCE) > MOST) {
            auth.problem(RESOURCE, "are " + OneOrMore.count(auth, RESOURCE) + " (expected: at most " + MOST + ")");
        }
        return read;
    }

    private Map<String, String> others() {
        var value = auth.value(PARAMETERS);
        if (value.isEmpty()) {
            return Map.of();
        }
        if (!(value.get() instanceof JsonObject(Map<String, JsonValue> members))) {
            auth.problem(PARAMETERS, "is " + value.get().kind() + " (expected: an object)");
            return Map.of();
        }
        if (members.size() > MOST) {
            auth.problem(PARAMETERS, "are " + members.size() + " (expected: at most " + MOST + ")");
            return Map.of();
        }
        var read = new LinkedHashMap<String, String>();
        members.forEach((name, told) -> {
            if (isName(name)) {
                read.put(name, other(name, told));
            }
        });
        return read;
    }

    private boolean isName(String name) {
        try {
            Lines.require(name, LONGEST_NAME);
        } catch (IllegalArgumentException e) {
            auth.problem(PARAMETERS, "a name " + e.getMessage());
            return false;
        }
        var known = name.toLowerCase(Locale.ROOT);
        if (RESERVED.contains(known) || known.startsWith(RESERVED_BEGINNING)) {
            auth.problem(
                    PARAMETERS + "." + name,
                    "is reserved (expected: none of grant_type, client_…, scope, audience and resource)");
            return false;
        }
        return true;
    }

    private String other(String name, JsonValue value) {
        if (!(value instanceof JsonString(String text))) {
            auth.problem(PARAMETERS + "." + name, "is " + value.kind() + " (expected: a string)");
            return "";
        }
        int length = text.codePointCount(0, text.length());
        if (length > LONGEST) {
            auth.problem(
                    PARAMETERS + "." + name, "is of " + length + " characters (expected: at most " + LONGEST + ")");
        }
        return text;
    }

    /** RFC 6749 section 3.3. */
    private static String scope(String text) {
        if (text.length() > LONGEST || !text.matches("[!#-\\[\\]-~]+( [!#-\\[\\]-~]+)*")) {
            throw new IllegalArgumentException("is malformed (expected: words of visible ASCII characters but \" and"
                    + " \\, one space between two, at most " + LONGEST + " characters)");
        }
        return text;
    }

    /** RFC 8707 section 2. */
    private static String resource(String text) {
        if (text.length() > LONGEST || !isAbsolute(text)) {
            throw new IllegalArgumentException("is no absolute URI without fragment (expected: such as"
                    + " https://api.partner.com/, at most " + LONGEST + " characters)");
        }
        return text;
    }

    private static boolean isAbsolute(String text) {
        try {
            var uri = new URI(text);
            return uri.isAbsolute()
                    && uri.getRawFragment() == null
                    && uri.toASCIIString().equals(text);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
