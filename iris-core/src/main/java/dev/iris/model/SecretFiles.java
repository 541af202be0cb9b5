package dev.iris.model;

/** The files in which an operator keeps secrets. Implementations are thread-safe. */
@FunctionalInterface
public interface SecretFiles {
    /** A server that was told no directory. */
    SecretFiles NONE = name -> {
        throw new SecretUnreadableException("the setting secrets.directory is missing");
    };

    /**
     * The secret in a file as it is now, without the line break at its end.
     *
     * @param name as {@link SecretSource.InFile} has it
     * @throws SecretUnreadableException says why in words; never a part of the content
     */
    Secret read(String name) throws SecretUnreadableException;
}
