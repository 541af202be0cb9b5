package dev.iris.format;

import org.jspecify.annotations.Nullable;

/** Something that a template asks for: a text, a number, a user, a segment, or a list of these; null when there is none. */
@FunctionalInterface
interface Expression {
    @Nullable
    Object in(Scope scope) throws TemplateLimitException;
}
