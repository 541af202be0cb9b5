package dev.iris.format;

/** An expression and what it gives. */
record Typed(ValueType type, Expression expression) {}
