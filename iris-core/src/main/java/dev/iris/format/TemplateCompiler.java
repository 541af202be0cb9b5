package dev.iris.format;

import dev.iris.format.Binding.Element;
import dev.iris.format.Binding.Fragment;
import dev.iris.format.Piece.Branch;
import dev.iris.format.Piece.Choice;
import dev.iris.format.Piece.Literal;
import dev.iris.format.Piece.Options;
import dev.iris.format.Piece.Sequence;
import dev.iris.format.Piece.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.runtime.tree.CommonTree;
import org.jspecify.annotations.Nullable;
import org.stringtemplate.v4.compiler.STParser;

/**
 * Makes pieces of the tree of a template. On its way it follows where in the output each piece stands, so that every value is
 * escaped for the place where it lands; a template whose branches or loops leave that open is refused. Confined to one template.
 */
final class TemplateCompiler {
    /** Loops in each other. */
    static final int DEEPEST_LOOPS = 8;

    /** Pieces of one template, those included that stand for others. */
    private static final int MOST_PIECES = 20_000;

    private final Map<String, Fact<Scope>> macros;
    private Map<String, Binding> variables = Map.of();
    private Landing landing;
    private int slots;
    private int loops;
    private int pieces;

    TemplateCompiler(Map<String, Fact<Scope>> macros, Landing begin) {
        this.macros = macros;
        this.landing = begin;
    }

    Piece compile(CommonTree tree) throws TemplateFaultException {
        return tree.isNil() ? sequence(children(tree)) : sequence(List.of(tree));
    }

    /** Variables of the loops. */
    int slots() {
        return slots;
    }

    private Piece sequence(List<CommonTree> trees) throws TemplateFaultException {
        var parts = new ArrayList<Piece>();
        for (var tree : trees) {
            parts.add(piece(tree));
        }
        return parts.size() == 1 ? parts.getFirst() : new Sequence(parts);
    }

    private Piece piece(CommonTree tree) throws TemplateFaultException {
        if (++pieces > MOST_PIECES) {
            throw TemplateSyntax.fault(tree.getToken(), "are too many parts (expected: at most " + MOST_PIECES + ")");
        }
        return switch (tree.getType()) {
            case STParser.TEXT, STParser.NEWLINE -> literal(tree.getText());
            case STParser.INDENT -> literal(landing instanceof QueryLanding ? "" : tree.getText());
            case STParser.INDENTED_EXPR -> sequence(children(tree));
            case STParser.EXPR -> tag(tree);
            case STParser.IF -> choice(tree);
            case STParser.REGION -> throw fault(tree, "regions are not taken");
            default -> throw fault(tree, "'" + tree.getText() + "' is not taken");
        };
    }

    private Piece literal(String text) {
        landing = landing.past(text);
        return new Literal(landing.literal(text));
    }

    private Piece tag(CommonTree tree) throws TemplateFaultException {
        var content = child(tree, 0);
        var options = tree.getChildCount() > 1 ? child(tree, 1) : null;
        return write(content, options);
    }

    /** What an expression writes where it stands. */
    private Piece write(CommonTree tree, @Nullable CommonTree options) throws TemplateFaultException {
        return switch (tree.getType()) {
            case STParser.SUBTEMPLATE -> plain(options, sequence(body(requireNoArguments(tree))));
            case STParser.STRING -> plain(options, literal(string(tree)));
            case STParser.TO_STR -> plain(options, write(child(tree, 0), null));
            case STParser.MAP -> map(tree, options);
            case STParser.ZIP -> zip(tree, options);
            case STParser.ID -> name(tree, options);
            default -> value(tree, options);
        };
    }

    private Piece name(CommonTree tree, @Nullable CommonTree options) throws TemplateFaultException {
        var character = variables.containsKey(tree.getText()) ? null : Macros.CHARACTERS.get(tree.getText());
        if (character != null) {
            return plain(options, literal(character));
        }
        if (variables.get(tree.getText()) instanceof Fragment(var parts, var around)) {
            return plain(options, within(around, () -> sequence(parts)));
        }
        return value(tree, options);
    }

    private static Piece plain(@Nullable CommonTree options, Piece piece) throws TemplateFaultException {
        if (options != null) {
            throw fault(options, "options do not go with what is no macro and no list");
        }
        return piece;
    }

    private Piece value(CommonTree tree, @Nullable CommonTree options) throws TemplateFaultException {
        var typed = expressions().read(tree);
        var kind = typed.type().kind();
        if (!kind.isWritable()) {
            throw fault(
                    tree,
                    "is " + typed.type().words() + " (expected: "
                            + (typed.type().isList() ? "applied to a template such as {x|…}" : "one of its fields")
                            + ")");
        }
        var here = landing;
        var escape = here.escape(kind)
                .orElseThrow(() -> fault(
                        tree,
                        kind == ValueType.Kind.TEXT && here == JsonLanding.OUTSIDE
                                ? "is text outside of a JSON string (expected: between double quotes)"
                                : "cannot stand " + here.words()));
        return new Value(typed.expression(), escape, options(options));
    }

    private Piece map(CommonTree tree, @Nullable CommonTree options) throws TemplateFaultException {
        var source = child(tree, 0);
        var templates = children(tree).subList(1, tree.getChildCount());
        if (source.getType() == STParser.MAP || source.getType() == STParser.ZIP) {
            return chain(source, templates, options);
        }
        return loop(List.of(source), templates, options, null);
    }

    private Piece zip(CommonTree tree, @Nullable CommonTree options) throws TemplateFaultException {
        return loop(children(child(tree, 0)), List.of(child(tree, 1)), options, null);
    }

    /** A template applied to the results of another: the variable of the outer one stands for the inner one. */
    private Piece chain(CommonTree source, List<CommonTree> outer, @Nullable CommonTree options)
            throws TemplateFaultException {
        if (outer.size() > 1 || source.getChildCount() > 2) {
            throw fault(source, "templates that take turns are not taken in a chain");
        }
        var inner = child(source, 1);
        boolean isZip = source.getType() == STParser.ZIP;
        var sources = isZip ? children(child(source, 0)) : List.of(child(source, 0));
        if (!isZip && sources.getFirst().getType() == STParser.MAP) {
            throw fault(sources.getFirst(), "is a chain of more than two templates (expected: at most two)");
        }
        return loop(sources, List.of(inner), options, outer.getFirst());
    }

    private Piece loop(
            List<CommonTree> sources,
            List<CommonTree> templates,
            @Nullable CommonTree options,
            @Nullable CommonTree outer)
            throws TemplateFaultException {
        var read = new ArrayList<Typed>();
        for (var source : sources) {
            read.add(expressions().read(source));
        }
        int slot = slots;
        slots += Repeat.slots(sources.size());
        if (++loops > DEEPEST_LOOPS) {
            throw fault(sources.getFirst(), "loops are nested too deep (expected: at most " + DEEPEST_LOOPS + ")");
        }
        var bodies = new ArrayList<Piece>();
        for (var template : templates) {
            bodies.add(unmoved(template, () -> body(template, read, slot, outer)));
        }
        loops--;
        return new Repeat(read.stream().map(Typed::expression).toList(), slot, bodies, options(options));
    }

    private Piece body(CommonTree template, List<Typed> sources, int slot, @Nullable CommonTree outer)
            throws TemplateFaultException {
        var inner = bound(template, sources, slot);
        if (outer == null) {
            return within(inner, () -> sequence(body(template)));
        }
        var names = arguments(outer);
        if (names.size() != 1) {
            throw fault(outer, "has " + names.size() + " variables (expected: 1)");
        }
        var around = new HashMap<>(counters(slot + sources.size()));
        around.put(names.getFirst().getText(), new Fragment(body(template), inner));
        return within(around, () -> sequence(body(outer)));
    }

    private Map<String, Binding> bound(CommonTree template, List<Typed> sources, int slot)
            throws TemplateFaultException {
        if (template.getType() != STParser.SUBTEMPLATE) {
            throw fault(template, "calls another template (expected: a template in braces such as {x|…})");
        }
        var names = arguments(template);
        if (names.size() != sources.size()) {
            throw fault(template, "has " + names.size() + " variables (expected: " + sources.size() + ")");
        }
        var bound = new HashMap<>(counters(slot + sources.size()));
        for (int i = 0; i < names.size(); i++) {
            bound.put(names.get(i).getText(), new Element(sources.get(i).type().element(), slot + i));
        }
        return bound;
    }

    private Map<String, Binding> counters(int slot) {
        var bound = new HashMap<>(variables);
        bound.put("i", new Element(ValueType.NUMBER, slot));
        bound.put("i0", new Element(ValueType.NUMBER, slot + 1));
        return bound;
    }

    private Piece choice(CommonTree tree) throws TemplateFaultException {
        var branches = new ArrayList<Branch>();
        var begin = landing;
        var condition = expressions().condition(child(tree, 0));
        int next = 1;
        var then = new ArrayList<CommonTree>();
        while (next < tree.getChildCount() && !isBranch(child(tree, next))) {
            then.add(child(tree, next++));
        }
        branches.add(new Branch(condition, sequence(then)));
        var end = landing;
        Piece otherwise = new Sequence(List.of());
        boolean isClosed = false;
        for (; next < tree.getChildCount(); next++) {
            var branch = child(tree, next);
            landing = begin;
            if (branch.getType() == STParser.ELSEIF) {
                var also = expressions().condition(child(branch, 0));
                branches.add(new Branch(also, sequence(children(branch).subList(1, branch.getChildCount()))));
            } else {
                otherwise = sequence(children(branch));
                isClosed = true;
            }
            requireSame(branch, end);
        }
        if (!isClosed) {
            landing = begin;
            requireSame(tree, end);
        }
        return new Choice(branches, otherwise);
    }

    private static boolean isBranch(CommonTree tree) {
        return tree.getType() == STParser.ELSEIF || tree.getType() == STParser.ELSE;
    }

    private void requireSame(CommonTree tree, Landing end) throws TemplateFaultException {
        if (!landing.equals(end)) {
            throw fault(
                    tree,
                    "the branches end in different places: " + end.words() + " and " + landing.words()
                            + " (expected: the same)");
        }
    }

    private Options options(@Nullable CommonTree tree) throws TemplateFaultException {
        if (tree == null) {
            return Options.NONE;
        }
        Piece separator = null;
        Piece absent = null;
        for (var option : children(tree)) {
            var name = child(option, 0);
            var value = child(option, 1);
            switch (name.getText()) {
                case "separator" -> separator = unmoved(value, () -> write(value, null));
                case "null" -> absent = unmoved(value, () -> write(value, null));
                default ->
                    throw fault(name, "option " + name.getText() + " is not taken (known here: separator, null)");
            }
        }
        return new Options(separator, absent);
    }

    /** Compiles what may be written any number of times: where it begins it has to end. */
    private Piece unmoved(CommonTree tree, Compiling compiling) throws TemplateFaultException {
        var begin = landing;
        var piece = compiling.compile();
        if (!landing.equals(begin)) {
            throw fault(
                    tree, "begins " + begin.words() + " and ends " + landing.words() + " (expected: the same place)");
        }
        return piece;
    }

    private Piece within(Map<String, Binding> others, Compiling compiling) throws TemplateFaultException {
        var around = variables;
        variables = others;
        try {
            return compiling.compile();
        } finally {
            variables = around;
        }
    }

    private Expressions expressions() {
        return new Expressions(macros, variables);
    }

    private static CommonTree requireNoArguments(CommonTree subtemplate) throws TemplateFaultException {
        if (!arguments(subtemplate).isEmpty()) {
            throw fault(subtemplate, "has variables but is applied to nothing (expected: such as list:{x|…})");
        }
        return subtemplate;
    }

    private static List<CommonTree> arguments(CommonTree subtemplate) {
        return children(subtemplate).stream()
                .filter(child -> child.getType() == STParser.ARGS)
                .flatMap(args -> children(args).stream())
                .toList();
    }

    private static List<CommonTree> body(CommonTree subtemplate) {
        return children(subtemplate).stream()
                .filter(child -> child.getType() != STParser.ARGS)
                .toList();
    }

    static String string(CommonTree tree) {
        var quoted = tree.getText();
        return quoted.substring(1, quoted.length() - 1);
    }

    static CommonTree child(CommonTree tree, int place) {
        return (CommonTree) tree.getChild(place);
    }

    static List<CommonTree> children(CommonTree tree) {
        var children = new ArrayList<CommonTree>();
        for (int i = 0; i < tree.getChildCount(); i++) {
            children.add(child(tree, i));
        }
        return children;
    }

    static TemplateFaultException fault(CommonTree at, String reason) {
        return new TemplateFaultException(
                Math.max(1, at.getLine()), Math.max(0, at.getCharPositionInLine()) + 1, reason);
    }

    /** A part of the compilation. */
    @FunctionalInterface
    private interface Compiling {
        Piece compile() throws TemplateFaultException;
    }
}
