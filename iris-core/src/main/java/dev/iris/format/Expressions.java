package dev.iris.format;

import dev.iris.format.Binding.Element;
import dev.iris.format.ValueType.Kind;
import dev.iris.model.SegmentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antlr.runtime.tree.CommonTree;
import org.jspecify.annotations.Nullable;
import org.stringtemplate.v4.compiler.STParser;

/** Reads what a template asks for: macros, fields and the functions of lists, each known by name, and nothing else. */
final class Expressions {
    private final Map<String, Fact<Scope>> macros;
    private final Map<String, Binding> variables;

    Expressions(Map<String, Fact<Scope>> macros, Map<String, Binding> variables) {
        this.macros = macros;
        this.variables = variables;
    }

    Typed read(CommonTree tree) throws TemplateFaultException {
        return switch (tree.getType()) {
            case STParser.ID -> name(tree);
            case STParser.PROP -> property(tree);
            case STParser.PROP_IND -> indirect(tree);
            case STParser.EXEC_FUNC -> function(tree);
            case STParser.LIST -> list(tree);
            case STParser.TO_STR -> read(TemplateCompiler.child(tree, 0));
            case STParser.STRING -> constant(ValueType.TEXT, TemplateCompiler.string(tree));
            case STParser.TRUE -> constant(ValueType.one(Kind.FLAG), true);
            case STParser.FALSE -> constant(ValueType.one(Kind.FLAG), false);
            case STParser.INCLUDE, STParser.INCLUDE_IND, STParser.INCLUDE_SUPER ->
                throw TemplateCompiler.fault(tree, "calls another template (expected: none, there are no others)");
            case STParser.INCLUDE_REGION, STParser.INCLUDE_SUPER_REGION ->
                throw TemplateCompiler.fault(tree, "regions are not taken");
            default ->
                throw TemplateCompiler.fault(tree, "a template cannot stand here (expected: a macro or a field)");
        };
    }

    Condition condition(CommonTree tree) throws TemplateFaultException {
        return switch (tree.getType()) {
            case STParser.OR -> {
                var one = condition(TemplateCompiler.child(tree, 0));
                var other = condition(TemplateCompiler.child(tree, 1));
                yield scope -> one.holds(scope) || other.holds(scope);
            }
            case STParser.AND -> {
                var one = condition(TemplateCompiler.child(tree, 0));
                var other = condition(TemplateCompiler.child(tree, 1));
                yield scope -> one.holds(scope) && other.holds(scope);
            }
            case STParser.BANG -> {
                var opposite = condition(TemplateCompiler.child(tree, 0));
                yield scope -> !opposite.holds(scope);
            }
            default -> {
                var value = read(tree).expression();
                yield scope -> Condition.isTrue(value.in(scope));
            }
        };
    }

    private Typed name(CommonTree tree) throws TemplateFaultException {
        var name = tree.getText();
        switch (variables.get(name)) {
            case Element(var type, int slot) -> {
                return new Typed(type, scope -> scope.variable(slot));
            }
            case Binding.Fragment _ ->
                throw TemplateCompiler.fault(tree, name + " is text already (expected: written as it is)");
            case null -> {}
        }
        var macro = macros.get(name);
        if (macro != null) {
            return new Typed(macro.type(), macro.reading()::of);
        }
        var character = Macros.CHARACTERS.get(name);
        if (character != null) {
            return constant(ValueType.TEXT, character);
        }
        throw TemplateCompiler.fault(tree, "unknown macro " + name + " (known here: " + known() + ")");
    }

    private String known() {
        var names = new ArrayList<>(macros.keySet());
        names.addAll(variables.keySet());
        names.addAll(Macros.CHARACTERS.keySet());
        return String.join(", ", names.stream().sorted().toList());
    }

    private Typed property(CommonTree tree) throws TemplateFaultException {
        var owner = read(TemplateCompiler.child(tree, 0));
        var field = TemplateCompiler.child(tree, 1);
        if (owner.type().isList()) {
            throw TemplateCompiler.fault(
                    field, "is asked of a list (expected: of each of its elements, with a template such as {x|…})");
        }
        var expression = owner.expression();
        return switch (owner.type().kind()) {
            case USER -> field(field, Macros.USER, Subject.class, expression);
            case SEGMENT -> field(field, Macros.SEGMENT, SegmentStatus.class, expression);
            case IDS -> {
                var dataSource = field.getText();
                yield new Typed(ValueType.TEXT, scope -> id(expression.in(scope), dataSource));
            }
            case TEXT, NUMBER, FLAG ->
                throw TemplateCompiler.fault(
                        field,
                        "unknown field " + field.getText() + ": "
                                + owner.type().kind().words() + " has none");
        };
    }

    private static <T> Typed field(CommonTree name, Map<String, Fact<T>> fields, Class<T> kind, Expression owner)
            throws TemplateFaultException {
        var fact = fields.get(name.getText());
        if (fact == null) {
            throw TemplateCompiler.fault(
                    name,
                    "unknown field " + name.getText() + " (known here: "
                            + String.join(
                                    ", ", fields.keySet().stream().sorted().toList()) + ")");
        }
        return new Typed(fact.type(), scope -> {
            var thing = owner.in(scope);
            return thing == null ? null : fact.reading().of(kind.cast(thing));
        });
    }

    /** Only an id may be looked up by what something else gives. */
    private Typed indirect(CommonTree tree) throws TemplateFaultException {
        var owner = read(TemplateCompiler.child(tree, 0));
        var key = read(TemplateCompiler.child(tree, 1));
        if (!owner.type().equals(ValueType.one(Kind.IDS)) || !key.type().equals(ValueType.TEXT)) {
            throw TemplateCompiler.fault(tree, "a field is to be named (expected: such as user.aamUuid)");
        }
        return new Typed(ValueType.TEXT, scope -> {
            var dataSource = key.expression().in(scope);
            return dataSource == null ? null : id(owner.expression().in(scope), dataSource.toString());
        });
    }

    private static @Nullable String id(@Nullable Object user, String dataSource) {
        return user instanceof Subject subject ? subject.idOf(dataSource) : null;
    }

    private Typed list(CommonTree tree) throws TemplateFaultException {
        var elements = new ArrayList<Typed>();
        for (var child : TemplateCompiler.children(tree)) {
            elements.add(read(child));
        }
        if (elements.isEmpty()) {
            throw TemplateCompiler.fault(tree, "is an empty list (expected: at least one element)");
        }
        var kind = kindOf(elements, tree);
        return new Typed(ValueType.many(kind), scope -> {
            var all = new ArrayList<Object>();
            for (var element : elements) {
                switch (element.expression().in(scope)) {
                    case null -> {}
                    case List<?> list -> all.addAll(list);
                    case Object one -> all.add(one);
                }
            }
            return all;
        });
    }

    private static Kind kindOf(List<Typed> elements, CommonTree tree) throws TemplateFaultException {
        var kinds = elements.stream().map(e -> e.type().kind()).distinct().toList();
        if (kinds.size() == 1) {
            return kinds.getFirst();
        }
        if (kinds.stream().allMatch(Kind::isWritable)) {
            return Kind.TEXT;
        }
        throw TemplateCompiler.fault(tree, "is a list of different things (expected: of one kind)");
    }

    private Typed function(CommonTree tree) throws TemplateFaultException {
        var name = TemplateCompiler.child(tree, 0).getText();
        if (tree.getChildCount() < 2) {
            throw TemplateCompiler.fault(tree, name + "() has no argument (expected: one)");
        }
        var argument = read(TemplateCompiler.child(tree, 1));
        return ListFunction.find(name)
                .flatMap(function -> function.typed(argument))
                .orElseThrow(() -> TemplateCompiler.fault(tree, name + "() is not taken of this"));
    }

    private static Typed constant(ValueType type, Object value) {
        return new Typed(type, scope -> value);
    }
}
