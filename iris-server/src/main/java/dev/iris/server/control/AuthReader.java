package dev.iris.server.control;

import dev.iris.json.Members;
import dev.iris.model.Authentication;
import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.Placement;
import dev.iris.model.HttpsUrl;
import dev.iris.model.Rotation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how Iris proves who it is; a secret that is left out stays what it was. Confined to one reading. */
final class AuthReader {
    private final Members auth;
    private final Kept kept;
    private final @Nullable HttpsUrl tokenEndpoint;
    private final SecretReader secrets;

    AuthReader(Members auth, Kept kept, Vetting vetting) {
        this.auth = auth;
        this.kept = kept;
        this.tokenEndpoint = auth.required("tokenEndpoint", auth.text("tokenEndpoint", HttpsUrl::parse))
                .orElse(null);
        this.secrets = new SecretReader(auth, kept, vetting, tokenEndpoint == null ? null : tokenEndpoint.origin());
    }

    Optional<Authentication> read() {
        var credential = credential();
        Unbuilt.refuse(auth, Unbuilt.AUTH);
        auth.refuseUnsupported(Unbuilt.AUTH_OF_OTHER_TYPES);
        auth.refuseUnknown();
        return tokenEndpoint == null
                ? Optional.empty()
                : credential.map(told -> new Authentication.OAuth2(tokenEndpoint, told));
    }

    private Optional<ClientCredential> credential() {
        var basic = auth.value("basic").isPresent();
        var clientId = auth.text("clientId", text -> Lines.require(text, 256));
        var pair =
                auth.value("clientId").isPresent() || auth.value("clientSecret").isPresent();
        if (basic && pair) {
            auth.problem("basic", "stands beside clientId or clientSecret (expected: one of the two ways)");
            secrets.read("basic", Credentials::basic);
            auth.value("clientSecret").ifPresent(_ -> secrets.read("clientSecret", Credentials::clientSecret));
            return Optional.empty();
        }
        if (!basic
                && !pair
                && kept.find(Credentials.BASIC).isEmpty()
                && kept.find(Credentials.CLIENT_SECRET).isEmpty()) {
            auth.problem("basic", "is missing (expected: basic, or clientId and clientSecret)");
            return Optional.empty();
        }
        return basic || (!pair && kept.find(Credentials.BASIC).isPresent()) ? basic() : idAndSecret(clientId);
    }

    private Optional<ClientCredential> basic() {
        return secrets.read("basic", Credentials::basic).map(Rotation::of).map(ClientCredential.OpaqueBasic::new);
    }

    private Optional<ClientCredential> idAndSecret(Optional<String> clientId) {
        var secret = secrets.read("clientSecret", Credentials::clientSecret);
        return auth.required("clientId", clientId)
                .flatMap(id -> secret.map(
                        told -> new ClientCredential.ClientIdAndSecret(id, Rotation.of(told), Placement.BASIC)));
    }
}
