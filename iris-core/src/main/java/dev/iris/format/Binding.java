package dev.iris.format;

import java.util.List;
import java.util.Map;
import org.antlr.runtime.tree.CommonTree;

/** What a variable of a template stands for. */
sealed interface Binding {
    /** An element of what a loop goes through. */
    record Element(ValueType type, int slot) implements Binding {}

    /** A part of the template that is written wherever the variable stands, as the variables around it were then. */
    record Fragment(List<CommonTree> parts, Map<String, Binding> variables) implements Binding {}
}
