package dev.iris.server.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.MalformedDocumentException;
import dev.iris.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;

/**
 * Seals secrets by AES-256-GCM under a keyset in a file beside the database, and gives them fingerprints under a second keyset
 * of that file. A sealed secret opens only for the place it was sealed for. Thread-safe.
 */
final class Vault {
    private static final String SEAL = "seal";
    private static final String FINGERPRINT = "fingerprint";
    private static final int FINGERPRINT_BYTES = 8;

    private final Path file;
    private final Aead aead;
    private final PrfSet prf;

    private Vault(Path file, JsonObject keysets) throws GeneralSecurityException {
        this.file = file;
        this.aead = primitive(keysets, SEAL, Aead.class);
        this.prf = primitive(keysets, FINGERPRINT, PrfSet.class);
    }

    /**
     * Opens the keyset file.
     *
     * @param needed whether sealed secrets exist already; if not, a missing file is made
     */
    static Vault open(Path file, boolean needed) {
        try {
            AeadConfig.register();
            PrfConfig.register();
            if (Files.notExists(file) && !needed) {
                PrivateFiles.write(file, Json.writeBytes(newKeysets()));
            }
            return new Vault(file, read(file));
        } catch (IOException e) {
            throw PrivateFiles.failed(
                    "the keyset " + file
                            + ", with which the secrets were sealed, cannot be read (expected: the file restored)",
                    e);
        } catch (GeneralSecurityException | MalformedDocumentException e) {
            throw new ControlPlaneException(
                    "the keyset " + file + " is no keyset of Iris (expected: the file restored)", e);
        }
    }

    /** Seals a secret for a place. */
    byte[] seal(Secret secret, String place) {
        try {
            return aead.encrypt(secret.reveal().getBytes(UTF_8), place.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new ControlPlaneException("a secret cannot be sealed with the keyset " + file, e);
        }
    }

    /** Opens what was sealed for the place. */
    Secret unseal(byte[] sealed, String place) {
        try {
            return Secret.of(new String(aead.decrypt(sealed, place.getBytes(UTF_8)), UTF_8));
        } catch (GeneralSecurityException e) {
            throw new ControlPlaneException(
                    "the secret of " + place + " was not sealed with the keyset " + file
                            + " (expected: the keyset that was there when it was stored)",
                    e);
        }
    }

    /** Eight bytes in hexadecimal that tell secrets apart. */
    String fingerprint(Secret secret) {
        try {
            var bytes = prf.computePrimary(secret.reveal().getBytes(UTF_8), FINGERPRINT_BYTES);
            return HexFormat.of().formatHex(bytes);
        } catch (GeneralSecurityException e) {
            throw new ControlPlaneException("a fingerprint cannot be made with the keyset " + file, e);
        }
    }

    private static JsonObject newKeysets() throws GeneralSecurityException, MalformedDocumentException {
        return JsonValue.object()
                .put(SEAL, newKeyset(PredefinedAeadParameters.AES256_GCM))
                .put(FINGERPRINT, newKeyset(PredefinedPrfParameters.HMAC_SHA256_PRF))
                .build();
    }

    private static JsonValue newKeyset(Parameters parameters)
            throws GeneralSecurityException, MalformedDocumentException {
        var keyset = KeysetHandle.generateNew(parameters, RegistryConfiguration.get());
        var text = TinkJsonProtoKeysetFormat.serializeKeyset(
                keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        return Json.read(text, JsonLimits.DOCUMENT);
    }

    private static JsonObject read(Path file) throws IOException, MalformedDocumentException, GeneralSecurityException {
        if (Json.read(Files.readAllBytes(file), JsonLimits.DOCUMENT) instanceof JsonObject keysets) {
            return keysets;
        }
        throw new GeneralSecurityException("no object");
    }

    private static <P> P primitive(JsonObject keysets, String name, Class<P> kind) throws GeneralSecurityException {
        var keyset = keysets.find(name).orElseThrow(() -> new GeneralSecurityException("no " + name));
        return TinkJsonProtoKeysetFormat.parseKeyset(
                        Json.write(keyset), RegistryConfiguration.get(), InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), kind);
    }
}
