package dev.iris.server.control;

import dev.iris.json.Members;
import dev.iris.model.Authentication;
import dev.iris.model.Authentication.OAuth2;
import dev.iris.model.HttpsUrl;
import dev.iris.model.TokenGrant;
import dev.iris.model.TokenPolicy;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how segment requests are authenticated; a secret that is left out stays what it was. Confined to one reading. */
final class AuthReader {
    /** The type of a token that the partner gave once. */
    static final String BEARER = "bearer";

    private static final String TYPE = "type";
    private static final int LONGEST_USERNAME = 256;

    /** Statuses that say something else than that a token is no longer good. */
    private static final Set<Integer> NEVER_RENEWED = Set.of(407, 408, 425, 429);

    private final Members auth;
    private final Kept kept;
    private final Vetting vetting;
    private final @Nullable String segmentOrigin;

    /** @param segmentOrigin of the segment endpoint; null when that is not known */
    AuthReader(Members auth, Kept kept, Vetting vetting, @Nullable String segmentOrigin) {
        this.auth = auth;
        this.kept = kept;
        this.vetting = vetting;
        this.segmentOrigin = segmentOrigin;
    }

    Optional<Authentication> read() {
        var type = auth.text(TYPE, AuthReader::type);
        if (type.isEmpty() && auth.value(TYPE).isPresent()) {
            return oauth2().filter(_ -> false);
        }
        return switch (type.orElse("oauth2")) {
            case "basic" -> basic();
            case BEARER -> bearer();
            case "none" -> none();
            default -> oauth2();
        };
    }

    private Optional<Authentication> basic() {
        var username = auth.required("username", auth.text("username", AuthReader::username));
        var passwords = fixed().some("password", Credentials::clientSecret);
        auth.refuseUnknown();
        return username.flatMap(name -> passwords.map(told -> new Authentication.Basic(name, told)));
    }

    private Optional<Authentication> bearer() {
        var tokens = fixed().some("token", Credentials::fixedToken);
        auth.refuseUnknown();
        return tokens.map(Authentication.FixedBearer::new);
    }

    private Optional<Authentication> none() {
        auth.refuseUnknown();
        return Optional.of(new Authentication.None());
    }

    private SecretReader fixed() {
        return new SecretReader(auth, kept, vetting, segmentOrigin);
    }

    private Optional<Authentication> oauth2() {
        var endpoint = auth.required("tokenEndpoint", auth.text("tokenEndpoint", HttpsUrl::parse));
        var origin = endpoint.map(HttpsUrl::origin).orElse(null);
        var credential = new ClientCredentialReader(auth, kept, vetting, origin).read();
        var parameters = TokenParametersReader.read(auth);
        var policy = auth.object("token").map(TokenPolicyReader::read).orElse(TokenPolicy.STANDARD);
        var renewOn = Statuses.read(
                        auth, "renewOn", AuthReader::maySayRenew, "from 400 to 499 but 407, 408, 425 and 429")
                .orElse(OAuth2.RENEW_ON);
        auth.refuseUnknown();
        return endpoint.flatMap(
                url -> credential.map(told -> new OAuth2(new TokenGrant(url, told, parameters, policy), renewOn)));
    }

    private static String type(String text) {
        return switch (text) {
            case "oauth2", "basic", BEARER, "none" -> text;
            default -> throw new IllegalArgumentException("is unknown (expected: oauth2, basic, bearer or none)");
        };
    }

    private static String username(String text) {
        if (text.indexOf(':') >= 0) {
            throw new IllegalArgumentException("holds a colon (expected: none, it ends the user name)");
        }
        return Lines.require(text, LONGEST_USERNAME);
    }

    private static boolean maySayRenew(int status) {
        return status / 100 == 4 && !NEVER_RENEWED.contains(status);
    }
}
