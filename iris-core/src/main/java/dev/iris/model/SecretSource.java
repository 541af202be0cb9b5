package dev.iris.model;

/** Where a secret comes from. */
public sealed interface SecretSource {
    /** Iris keeps it. */
    record Stored(Secret secret) implements SecretSource {}

    /**
     * It stands in a file, which is read anew before each use.
     *
     * @param name below the server's directory of secrets: parts of letters, digits, dots, underscores and hyphens, joined by
     *     slashes; no part starts with a dot; 1 to 255 characters
     */
    record InFile(String name) implements SecretSource {
        private static final String PART = "[A-Za-z0-9_-][A-Za-z0-9._-]*";

        public InFile {
            if (name.length() > 255 || !name.matches(PART + "(/" + PART + ")*")) {
                throw new IllegalArgumentException("is malformed (expected: a file name below secrets.directory, of"
                        + " A-Z a-z 0-9 . _ - and slashes, no part starting with a dot)");
            }
        }
    }

    /**
     * The secret as it is now.
     *
     * @throws SecretUnreadableException when it stands in a file that cannot be read
     */
    default Secret resolve(SecretFiles files) throws SecretUnreadableException {
        return switch (this) {
            case Stored(Secret secret) -> secret;
            case InFile(String name) -> files.read(name);
        };
    }
}
