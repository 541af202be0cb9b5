package dev.iris.server.control;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.Members;
import dev.iris.model.MacAlgorithm;
import dev.iris.model.Rotation;
import dev.iris.model.SecretSource;
import dev.iris.model.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads how segment requests are signed; keys that are left out stay what they were, an empty list ends signing. */
final class SignatureReader {
    private static final String KEYS = "keys";

    private SignatureReader() {}

    /**
     * The signature.
     *
     * @param origin of the segment endpoint; null when that is not known
     */
    static Signature read(Members document, Kept kept, Vetting vetting, @Nullable String origin) {
        var signature = document.object("signature").orElseGet(() -> document.empty("signature"));
        var header = signature.text("header", HeaderReader::requireName).orElse(Signature.NONE.header());
        var algorithm = signature.text("algorithm", SignatureReader::algorithm).orElse(Signature.NONE.algorithm());
        var keys = keys(signature, kept, new SecretReader(signature, kept, vetting, origin));
        signature.refuseUnknown();
        return new Signature(header, algorithm, keys);
    }

    private static List<SecretSource> keys(Members signature, Kept kept, SecretReader secrets) {
        var told = signature.value(KEYS).orElse(JsonValue.NULL);
        boolean isNone = told instanceof JsonArray(List<JsonValue> elements) && elements.isEmpty();
        boolean isLeftOut = told.equals(JsonValue.NULL);
        if (isNone || (isLeftOut && kept.find(Credentials.SIGNATURE_KEYS).isEmpty())) {
            return List.of();
        }
        return secrets.some(KEYS, Credentials::signatureKey)
                .map(Rotation::newestFirst)
                .orElse(List.of());
    }

    private static MacAlgorithm algorithm(String text) {
        return Arrays.stream(MacAlgorithm.values())
                .filter(known -> known.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is unknown (expected: "
                        + Arrays.stream(MacAlgorithm.values())
                                .map(MacAlgorithm::toString)
                                .collect(Collectors.joining(", "))
                        + ")"));
    }
}
