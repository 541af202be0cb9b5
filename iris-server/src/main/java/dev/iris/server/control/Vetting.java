package dev.iris.server.control;

import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import java.util.function.Function;

/**
 * How the secrets of a document are checked.
 *
 * @param fingerprint by which a document shows that it means the stored one
 * @param files in which secrets may stand
 * @param trustsFiles whether the files are not looked at
 */
record Vetting(Function<Secret, String> fingerprint, SecretFiles files, boolean trustsFiles) {
    Vetting(Function<Secret, String> fingerprint, SecretFiles files) {
        this(fingerprint, files, false);
    }

    /** The same for a document that was checked when it was stored: files may come and go. */
    Vetting trustingFiles() {
        return new Vetting(fingerprint, files, true);
    }
}
