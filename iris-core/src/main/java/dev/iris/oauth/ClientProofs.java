package dev.iris.oauth;

import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.ClientCredential.PrivateKeyJwt;
import dev.iris.model.ClientCredential.TlsClient;
import dev.iris.model.Secret;
import dev.iris.model.SecretUnreadableException;
import dev.iris.model.TokenGrant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes the proofs of one client, a new one for every request. Thread-safe, if the randomness is. */
final class ClientProofs {
    private final TokenGrant grant;
    private final ClientSecrets secrets;
    private final InstantSource clock;
    private final RandomGenerator random;
    private volatile @Nullable ReadKey lastKey;

    /** A private key as it was read last; reading one anew takes longer than signing with it. */
    private record ReadKey(Secret pem, int place, ClientAssertion assertion) {}

    ClientProofs(TokenGrant grant, ClientSecrets secrets, InstantSource clock, RandomGenerator random) {
        this.grant = grant;
        this.secrets = secrets;
        this.clock = clock;
        this.random = random;
    }

    /**
     * The proof by the secret at a place.
     *
     * @throws SecretUnreadableException the secret cannot be read, or is not such a secret
     */
    ClientProof make(int place) throws SecretUnreadableException {
        return switch (grant.credential()) {
            case OpaqueBasic _ -> ClientProof.opaque(secrets.at(place));
            case ClientIdAndSecret(var id, var _, var placement) ->
                ClientProof.idAndSecret(id, secrets.at(place), placement);
            case PrivateKeyJwt jwt -> ClientProof.assertion(jwt.clientId(), assertion(jwt, place));
            case TlsClient(var id) -> ClientProof.certificate(id);
        };
    }

    private String assertion(PrivateKeyJwt jwt, int place) throws SecretUnreadableException {
        var audience = jwt.audience() == null ? grant.tokenEndpoint().toString() : jwt.audience();
        return key(jwt, place).sign(jwt.clientId(), audience, clock.instant(), random);
    }

    private ClientAssertion key(PrivateKeyJwt jwt, int place) throws SecretUnreadableException {
        var pem = secrets.at(place);
        var last = lastKey;
        if (last != null && last.place == place && last.pem.equals(pem)) {
            return last.assertion;
        }
        try {
            var keyId = jwt.keyIds().isEmpty() ? null : jwt.keyIds().get(place);
            var read = ClientAssertion.of(pem, jwt.algorithm(), keyId);
            lastKey = new ReadKey(pem, place, read);
            return read;
        } catch (IllegalArgumentException e) {
            throw new SecretUnreadableException("the private key " + e.getMessage(), e);
        }
    }
}
