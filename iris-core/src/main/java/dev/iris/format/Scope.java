package dev.iris.format;

import dev.iris.model.Message;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a template sees while it is rendered: the message and the variables of the loops it is in. Confined to one rendering. */
final class Scope {
    private final Message message;
    private final List<Subject> users;
    private final @Nullable Object[] variables;

    Scope(Message message, RandomGenerator random, int variables) {
        this.message = message;
        this.users = message.users().stream()
                .map(entry -> new Subject(entry, message.userDpid(), message.processTime(), random))
                .toList();
        this.variables = new Object[variables];
    }

    Message message() {
        return message;
    }

    List<Subject> users() {
        return users;
    }

    /** The user of a query, which has one alone. */
    Subject user() {
        return users.getFirst();
    }

    @Nullable
    Object variable(int slot) {
        return variables[slot];
    }

    void set(int slot, @Nullable Object value) {
        variables[slot] = value;
    }
}
