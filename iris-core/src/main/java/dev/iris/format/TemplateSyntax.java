package dev.iris.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.model.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.antlr.runtime.ANTLRStringStream;
import org.antlr.runtime.CommonTokenStream;
import org.antlr.runtime.RecognitionException;
import org.antlr.runtime.Token;
import org.antlr.runtime.tree.CommonTree;
import org.jspecify.annotations.Nullable;
import org.stringtemplate.v4.STErrorListener;
import org.stringtemplate.v4.compiler.STLexer;
import org.stringtemplate.v4.compiler.STParser;
import org.stringtemplate.v4.misc.ErrorManager;
import org.stringtemplate.v4.misc.STCompiletimeMessage;
import org.stringtemplate.v4.misc.STLexerMessage;
import org.stringtemplate.v4.misc.STMessage;

/**
 * Reads the text of a template as StringTemplate 4 does. Only its lexer and parser are used: nothing of what a template says is
 * carried out by it. Confined to one reading.
 */
final class TemplateSyntax {
    /** How deep braces, brackets, parentheses, conditions and negations may stand in each other. */
    static final int DEEPEST = 64;

    private final List<TemplateFaultException> faults = new ArrayList<>();

    private TemplateSyntax() {}

    /** The tree of a template. */
    static CommonTree read(String text) throws TemplateFaultException {
        requireSize(text);
        var syntax = new TemplateSyntax();
        var errors = new ErrorManager(syntax.new Listener());
        var input = new ANTLRStringStream(text);
        try {
            var tokens = new CommonTokenStream(new STLexer(errors, input, null, '<', '>'));
            tokens.fill();
            syntax.failIfFaulty();
            requireShallow(tokens.getTokens());
            return syntax.parse(new STParser(tokens, errors, null));
        } catch (RuntimeException e) { // StringTemplate trips over some faults, such as a malformed escape sequence
            throw new TemplateFaultException(
                    input.getLine(), input.getCharPositionInLine() + 1, "is no template up to here (syntax error)", e);
        }
    }

    private CommonTree parse(STParser parser) throws TemplateFaultException {
        try {
            var tree = parser.templateAndEOF().getTree();
            failIfFaulty();
            return Objects.requireNonNullElseGet(tree, CommonTree::new);
        } catch (RecognitionException e) {
            throw fault(e, "does not go on so");
        }
    }

    private void failIfFaulty() throws TemplateFaultException {
        if (!faults.isEmpty()) {
            throw faults.getFirst();
        }
    }

    private static void requireSize(String text) throws TemplateFaultException {
        int bytes = text.getBytes(UTF_8).length;
        if (bytes > Format.LONGEST_TEMPLATE) {
            throw new TemplateFaultException(
                    1, 1, "the template is of " + bytes + " bytes (expected: at most " + Format.LONGEST_TEMPLATE + ")");
        }
        if (text.isBlank()) {
            throw new TemplateFaultException(1, 1, "the template is empty (expected: some text)");
        }
    }

    /** The parser calls itself for each level; it must not be led so deep that its stack ends. */
    private static void requireShallow(List<? extends Token> tokens) throws TemplateFaultException {
        int depth = 0;
        for (var token : tokens) {
            switch (token.getType()) {
                case STLexer.LPAREN, STLexer.LBRACK, STLexer.LCURLY, STLexer.IF, STLexer.BANG -> depth++;
                case STLexer.RPAREN, STLexer.RBRACK, STLexer.RCURLY, STLexer.ENDIF -> depth--;
                default -> {}
            }
            if (depth > DEEPEST) {
                throw fault(token, "is nested too deep (expected: at most " + DEEPEST + " levels)");
            }
        }
    }

    static TemplateFaultException fault(Token at, String reason) {
        return new TemplateFaultException(at.getLine(), at.getCharPositionInLine() + 1, reason);
    }

    private static TemplateFaultException fault(RecognitionException e, String reason) {
        var token = e.token;
        if (token != null && token.getType() == Token.EOF) {
            return new TemplateFaultException(e.line, e.charPositionInLine + 1, "the template ends too early");
        }
        var near = token == null ? "" : " at '" + shortened(token.getText()) + "'";
        return new TemplateFaultException(
                Math.max(1, e.line), Math.max(0, e.charPositionInLine) + 1, reason + near + " (syntax error)");
    }

    private static String shortened(@Nullable String text) {
        var plain = Objects.requireNonNullElse(text, "").replaceAll("\\p{Cntrl}", " ");
        return plain.length() > 20 ? plain.substring(0, 20) + "…" : plain;
    }

    /** Notes what lexer and parser complain about instead of printing it. */
    private final class Listener implements STErrorListener {
        @Override
        public void compileTimeError(STMessage message) {
            faults.add(
                    switch (message) {
                        case STLexerMessage lexer -> lexerFault(lexer);
                        case STCompiletimeMessage told
                        when told.token != null -> fault(told.token, words(told) + " (syntax error)");
                        case STMessage other -> new TemplateFaultException(words(other) + " (syntax error)");
                    });
        }

        @Override
        public void runTimeError(STMessage message) {
            compileTimeError(message);
        }

        @Override
        public void IOError(STMessage message) {
            compileTimeError(message);
        }

        @Override
        public void internalError(STMessage message) {
            compileTimeError(message);
        }

        private TemplateFaultException lexerFault(STLexerMessage lexer) {
            var reason = shortenedWords(String.valueOf(lexer.msg)) + " (syntax error)";
            return lexer.cause instanceof RecognitionException cause
                    ? new TemplateFaultException(
                            Math.max(1, cause.line), Math.max(0, cause.charPositionInLine) + 1, reason)
                    : new TemplateFaultException(reason);
        }

        private static String words(STMessage message) {
            return shortenedWords(String.format(message.error.message, message.arg, message.arg2, message.arg3));
        }

        private static String shortenedWords(String words) {
            var plain = words.replaceAll("\\p{Cntrl}", " ");
            return plain.length() > 120 ? plain.substring(0, 120) + "…" : plain;
        }
    }
}
