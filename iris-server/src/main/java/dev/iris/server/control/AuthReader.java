package dev.iris.server.control;

import dev.iris.json.Members;
import dev.iris.model.Authentication;
import dev.iris.model.Authentication.OAuth2;
import dev.iris.model.HttpsUrl;
import dev.iris.model.TokenGrant;
import dev.iris.model.TokenPolicy;
import java.util.Optional;
import java.util.Set;

/** Reads how segment requests are authenticated; a secret that is left out stays what it was. Confined to one reading. */
final class AuthReader {
    /** Statuses that say something else than that a token is no longer good. */
    private static final Set<Integer> NEVER_RENEWED = Set.of(407, 408, 425, 429);

    private final Members auth;
    private final Kept kept;
    private final Vetting vetting;

    AuthReader(Members auth, Kept kept, Vetting vetting) {
        this.auth = auth;
        this.kept = kept;
        this.vetting = vetting;
    }

    Optional<Authentication> read() {
        var endpoint = auth.required("tokenEndpoint", auth.text("tokenEndpoint", HttpsUrl::parse));
        var origin = endpoint.map(HttpsUrl::origin).orElse(null);
        var credential = new ClientCredentialReader(auth, kept, vetting, origin).read();
        var parameters = TokenParametersReader.read(auth);
        var policy = auth.object("token").map(TokenPolicyReader::read).orElse(TokenPolicy.STANDARD);
        var renewOn = Statuses.read(
                        auth, "renewOn", AuthReader::maySayRenew, "from 400 to 499 but 407, 408, 425 and 429")
                .orElse(OAuth2.RENEW_ON);
        Unbuilt.refuse(auth, Unbuilt.AUTH);
        auth.refuseUnsupported(Unbuilt.AUTH_OF_OTHER_TYPES);
        auth.refuseUnknown();
        return endpoint.flatMap(
                url -> credential.map(told -> new OAuth2(new TokenGrant(url, told, parameters, policy), renewOn)));
    }

    private static boolean maySayRenew(int status) {
        return status / 100 == 4 && !NEVER_RENEWED.contains(status);
    }
}
