package dev.iris.partner;

/**
 * Is told of each user entry that the partner accepted, before the answer is sent, on the thread of its connection; so it must be quick.
 * Implementations are thread-safe.
 */
@FunctionalInterface
public interface UserWatcher {
    /** Looks away. */
    UserWatcher NONE = (destination, device, partnerId) -> {};

    void accepted(String destination, String device, String partnerId);
}
