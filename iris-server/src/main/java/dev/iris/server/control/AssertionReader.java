package dev.iris.server.control;

import static java.util.stream.Collectors.joining;

import dev.iris.json.Members;
import dev.iris.model.Rotation;
import dev.iris.model.SecretSource;
import dev.iris.model.SecretUnreadableException;
import dev.iris.model.SigningAlgorithm;
import dev.iris.oauth.ClientAssertion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads by which keys assertions are signed, and for whom; keys that are left out stay what they were. Confined to one reading. */
final class AssertionReader {
    private static final String KEY = "key";
    private static final String KEY_ID = "keyId";
    private static final String ALGORITHM = "algorithm";

    private final Members assertion;
    private final Vetting vetting;
    private final SecretReader secrets;

    AssertionReader(Members assertion, Kept kept, Vetting vetting, @Nullable String origin) {
        this.assertion = assertion;
        this.vetting = vetting;
        this.secrets = new SecretReader(assertion, kept, vetting, origin);
    }

    Optional<AssertionSettings> read() {
        var algorithm = assertion.text(ALGORITHM, AssertionReader::algorithm);
        var keyIds = OneOrMore.texts(assertion, KEY_ID, text -> Lines.require(text, 256));
        var audience = assertion.text("audience", text -> Lines.require(text, 2_000));
        var keys = secrets.some(KEY, Credentials::privateKey);
        assertion.refuseUnknown();
        return keys.filter(told -> belongTogether(told, keyIds, algorithm))
                .map(told -> new AssertionSettings(told, keyIds, algorithm.orElse(null), audience.orElse(null)));
    }

    private boolean belongTogether(Rotation keys, List<String> keyIds, Optional<SigningAlgorithm> algorithm) {
        int wanted = keys.newestFirst().size();
        int told = OneOrMore.count(assertion, KEY_ID);
        if (told != 0 && told != wanted) {
            assertion.problem(
                    KEY_ID,
                    "are " + told + " (expected: none, or one for each key, of which there are " + wanted + ")");
            return false;
        }
        if (keyIds.size() != told
                || (algorithm.isEmpty() && assertion.value(ALGORITHM).isPresent())) {
            return false;
        }
        boolean all = true;
        for (int i = 0; i < wanted; i++) {
            all &= signs(place(i, wanted), keys.newestFirst().get(i), algorithm.orElse(null));
        }
        return all;
    }

    /** Whether the key can sign, as far as it can be read; one that was vetted before is not looked at again. */
    private boolean signs(String place, SecretSource key, @Nullable SigningAlgorithm algorithm) {
        if (vetting.trustsFiles()) {
            return true;
        }
        try {
            ClientAssertion.of(key.resolve(vetting.files()), algorithm, null);
            return true;
        } catch (SecretUnreadableException e) {
            return true;
        } catch (IllegalArgumentException e) {
            assertion.problem(place, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private String place(int index, int of) {
        return of > 1 || OneOrMore.isList(assertion, KEY) ? KEY + "[" + index + "]" : KEY;
    }

    private static SigningAlgorithm algorithm(String text) {
        return Stream.of(SigningAlgorithm.values())
                .filter(known -> known.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is unknown (expected: "
                        + Stream.of(SigningAlgorithm.values()).map(Enum::name).collect(joining(", ")) + ")"));
    }
}
