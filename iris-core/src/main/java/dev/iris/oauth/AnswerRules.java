package dev.iris.oauth;

import dev.iris.http.PartnerWords;
import dev.iris.model.ClientCredential.PrivateKeyJwt;
import dev.iris.model.TokenGrant;
import java.util.Locale;

/**
 * By what the answer to one request is read. Immutable.
 *
 * @param secretPlace which of the secrets was sent
 */
record AnswerRules(TokenGrant grant, ClientSecrets secrets, int secretPlace) {
    /** A partner's words as an operator may see them. */
    String shown(String words) {
        return PartnerWords.shown(words, secrets.forms());
    }

    /**
     * The beginning of an answer that is not what it should be, as an operator may see it; empty when it may hold a token.
     */
    String preview(String body) {
        return body.toLowerCase(Locale.ROOT).contains("token") ? "" : shown(body);
    }

    /** Whether an id of an assertion can be found used: a sign of two answers to one request, never of a bad key. */
    boolean isReuse(String description) {
        var words = description.toLowerCase(Locale.ROOT);
        return grant.credential() instanceof PrivateKeyJwt
                && (words.contains("reuse")
                        || words.contains("replay")
                        || words.contains("already used")
                        || words.contains("already been used"));
    }
}
