package dev.iris.json;

/**
 * One thing wrong in a document.
 *
 * @param field path of the member, such as {@code auth.tokenEndpoint} or {@code mappings[2].segment}; empty for the document itself
 * @param reason what is wrong and what is expected, without any secret
 */
public record Problem(String field, String reason) {
    /** One line. */
    @Override
    public String toString() {
        var text = field.isEmpty() ? reason : field + ": " + reason;
        return text.replaceAll("\\p{Cc}", "?");
    }
}
