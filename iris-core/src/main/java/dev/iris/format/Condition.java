package dev.iris.format;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Whether a part of a template is to be written. */
@FunctionalInterface
interface Condition {
    boolean holds(Scope scope) throws TemplateLimitException;

    /** As StringTemplate has it: what is there is true, but for the truth value false and an empty list. */
    static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean flag -> flag;
            case Collection<?> list -> !list.isEmpty();
            default -> true;
        };
    }
}
