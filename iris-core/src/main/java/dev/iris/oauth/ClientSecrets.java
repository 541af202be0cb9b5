package dev.iris.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.ClientCredential.PrivateKeyJwt;
import dev.iris.model.ClientCredential.TlsClient;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.SecretSource.InFile;
import dev.iris.model.SecretUnreadableException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The secrets of one credential as they are now, read anew each time, and which were sent last. Thread-safe. */
final class ClientSecrets {
    private static final String CHANGED_BY_ENCODING = "+%:/ &=?#";

    private final ClientCredential credential;
    private final SecretFiles files;
    private final Map<Integer, Secret> sent = new ConcurrentHashMap<>();

    ClientSecrets(ClientCredential credential, SecretFiles files) {
        this.credential = credential;
        this.files = files;
    }

    /** How many there are to try. */
    int size() {
        return credential.sources().size();
    }

    /** Whether one can change without anybody telling Iris. */
    boolean standInFiles() {
        return credential.sources().stream().anyMatch(InFile.class::isInstance);
    }

    /** The secret at a place, the newest at 0, to be sent. */
    Secret at(int place) throws SecretUnreadableException {
        var secret = credential.sources().get(place).resolve(files);
        sent.put(place, secret);
        return secret;
    }

    /** Those that can be read: equal lists mean that nothing changed. */
    List<Secret> now() {
        List<Secret> read = new ArrayList<>();
        for (var source : credential.sources()) {
            try {
                read.add(source.resolve(files));
            } catch (SecretUnreadableException e) {
                read.add(Secret.of(""));
            }
        }
        return read;
    }

    /** A word on the usual slip, if this credential can have it, such as that one side encodes what the other does not decode. */
    Optional<String> hint(int place) {
        if (credential instanceof TlsClient) {
            return Optional.of("the partner may need the whole chain in tls.certificate");
        }
        if (!(credential instanceof ClientIdAndSecret pair) || place >= size()) {
            return Optional.empty();
        }
        var isChanged =
                now().get(place).reveal().chars().anyMatch(c -> c > 0x7E || CHANGED_BY_ENCODING.indexOf(c) >= 0);
        return isChanged ? hint(pair) : Optional.empty();
    }

    private static Optional<String> hint(ClientIdAndSecret pair) {
        return switch (pair.placement()) {
            case BASIC ->
                Optional.of("the secret holds characters that form-encoding changes; if the endpoint does not decode"
                        + " them, set auth.clientAuthentication to basic-raw or post");
            case BASIC_RAW ->
                Optional.of("the secret holds characters that form-encoding changes; if the endpoint decodes them, set"
                        + " auth.clientAuthentication to basic");
            case POST -> Optional.empty();
        };
    }

    /**
     * Every form in which a partner may say them back, those that were sent included: nobody may see any of these in what it says.
     */
    List<String> forms() {
        var forms = new SpokenForms();
        var known = new LinkedHashSet<>(now());
        known.addAll(sent.values());
        known.forEach(secret -> addForms(secret.reveal(), forms));
        return forms.all();
    }

    private void addForms(String secret, SpokenForms forms) {
        switch (credential) {
            case OpaqueBasic _ -> addDecoded(secret, forms);
            case ClientIdAndSecret(var id, var _, var _) -> {
                forms.add(ClientProof.form(id) + ":" + ClientProof.form(secret));
                forms.add(id + ":" + secret);
            }
            case PrivateKeyJwt _, TlsClient _ -> {}
        }
        forms.add(secret);
    }

    /** Most opaque values are what they seem: an id and a secret. */
    private static void addDecoded(String value, SpokenForms forms) {
        try {
            var pair = new String(Base64.getDecoder().decode(value), UTF_8);
            var secret = pair.substring(pair.indexOf(':') + 1);
            forms.add(pair);
            forms.add(secret);
            forms.add(URLDecoder.decode(secret, UTF_8));
        } catch (IllegalArgumentException e) {
            forms.add(value);
        }
    }
}
