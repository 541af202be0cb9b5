package dev.iris.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A value that must never be seen: credentials, keys and tokens. Its text form is {@code ***}. Immutable. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Wraps a value. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The value itself: for the one place that must send, seal or compare it. */
    public String reveal() {
        return value;
    }

    /** Compares in time that does not depend on where the values differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
