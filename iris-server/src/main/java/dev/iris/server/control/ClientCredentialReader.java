package dev.iris.server.control;

import dev.iris.json.Members;
import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.ClientCredential.Placement;
import dev.iris.model.ClientCredential.TlsClient;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how Iris proves to a token endpoint who it is; a secret that is left out stays what it was. Confined to one reading. */
final class ClientCredentialReader {
    private static final String BASIC = "basic";
    private static final String CLIENT_ID = "clientId";
    private static final String CLIENT_SECRET = "clientSecret";
    private static final String ASSERTION = "assertion";
    private static final String WAY = "clientAuthentication";

    private final Members auth;
    private final Kept kept;
    private final Vetting vetting;
    private final @Nullable String origin;
    private final SecretReader secrets;
    private final Optional<String> clientId;

    /**
     * A reader of the credential among these members.
     *
     * @param origin of the token endpoint; null when that is not known
     */
    ClientCredentialReader(Members auth, Kept kept, Vetting vetting, @Nullable String origin) {
        this.auth = auth;
        this.kept = kept;
        this.vetting = vetting;
        this.origin = origin;
        this.secrets = new SecretReader(auth, kept, vetting, origin);
        this.clientId = auth.text(CLIENT_ID, text -> Lines.require(text, 256));
    }

    Optional<ClientCredential> read() {
        var told = auth.text(WAY, ClientAuthentication::parse);
        var members = List.of(BASIC, CLIENT_SECRET, ASSERTION);
        if (told.isEmpty() && auth.value(WAY).isPresent()) {
            members.forEach(auth::value);
            return Optional.empty();
        }
        var way = told.orElse(ClientAuthentication.BASIC);
        members.stream()
                .filter(member -> auth.value(member).isPresent() && !way.takes(member))
                .forEach(member ->
                        auth.problem(member, "does not go with clientAuthentication " + way + " (expected: left out)"));
        return switch (way) {
            case BASIC -> basic();
            case BASIC_RAW -> idAndSecret(clientId.filter(this::hasNoColon), Placement.BASIC_RAW);
            case POST -> idAndSecret(clientId, Placement.POST);
            case PRIVATE_KEY_JWT -> assertion();
            case TLS -> auth.required(CLIENT_ID, clientId).map(TlsClient::new);
        };
    }

    private Optional<ClientCredential> basic() {
        var opaque = auth.value(BASIC).isPresent();
        var pair =
                auth.value(CLIENT_ID).isPresent() || auth.value(CLIENT_SECRET).isPresent();
        if (opaque && pair) {
            auth.problem(BASIC, "stands beside clientId or clientSecret (expected: one of the two ways)");
            secrets.some(BASIC, Credentials::basic);
            auth.value(CLIENT_SECRET).ifPresent(_ -> secrets.some(CLIENT_SECRET, Credentials::clientSecret));
            return Optional.empty();
        }
        var wasOpaque = kept.find(Credentials.BASIC).isPresent();
        if (!opaque
                && !pair
                && !wasOpaque
                && kept.find(Credentials.CLIENT_SECRET).isEmpty()) {
            auth.problem(BASIC, "is missing (expected: basic, or clientId and clientSecret)");
            return Optional.empty();
        }
        return opaque || (!pair && wasOpaque)
                ? secrets.some(BASIC, Credentials::basic).map(OpaqueBasic::new)
                : idAndSecret(clientId, Placement.BASIC);
    }

    private Optional<ClientCredential> idAndSecret(Optional<String> id, Placement placement) {
        var secret = secrets.some(CLIENT_SECRET, Credentials::clientSecret);
        return auth.required(CLIENT_ID, id)
                .flatMap(told -> secret.map(found -> new ClientIdAndSecret(told, found, placement)));
    }

    private Optional<ClientCredential> assertion() {
        var id = auth.required(CLIENT_ID, clientId);
        var told = auth.object(ASSERTION);
        if (told.isEmpty()) {
            return secrets.keep(ASSERTION + ".key")
                    .flatMap(keys -> id.map(known -> new AssertionSettings(keys).credential(known)));
        }
        return new AssertionReader(told.get(), kept, vetting, origin)
                .read()
                .flatMap(settings -> id.map(settings::credential));
    }

    private boolean hasNoColon(String id) {
        if (id.indexOf(':') < 0) {
            return true;
        }
        auth.problem(CLIENT_ID, "holds a colon (expected: none with basic-raw, where it ends the client id)");
        return false;
    }
}
