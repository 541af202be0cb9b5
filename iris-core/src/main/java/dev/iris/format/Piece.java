package dev.iris.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a compiled template. Immutable. */
sealed interface Piece permits Piece.Literal, Piece.Sequence, Piece.Choice, Piece.Value, Repeat {
    /** Writes itself as the scope has it. */
    void write(Scope scope, Sheet out) throws TemplateLimitException;

    /** What the author wrote, as it goes out. */
    record Literal(String text) implements Piece {
        @Override
        public void write(Scope scope, Sheet out) throws TemplateLimitException {
            out.write(text);
        }
    }

    /** Parts one after the other. */
    record Sequence(List<Piece> parts) implements Piece {
        public Sequence {
            parts = List.copyOf(parts);
        }

        @Override
        public void write(Scope scope, Sheet out) throws TemplateLimitException {
            for (var part : parts) {
                part.write(scope, out);
            }
        }
    }

    /** The part behind the first condition that holds, else the last. */
    record Choice(List<Branch> branches, Piece otherwise) implements Piece {
        public Choice {
            branches = List.copyOf(branches);
        }

        @Override
        public void write(Scope scope, Sheet out) throws TemplateLimitException {
            out.steps(1);
            for (var branch : branches) {
                if (branch.condition().holds(scope)) {
                    branch.then().write(scope, out);
                    return;
                }
            }
            otherwise.write(scope, out);
        }
    }

    /** A condition and what is written when it holds. */
    record Branch(Condition condition, Piece then) {}

    /**
     * What is written between the elements of a list and in place of what is not there.
     *
     * @param separator null for none
     * @param absent null for nothing
     */
    record Options(@Nullable Piece separator, @Nullable Piece absent) {
        static final Options NONE = new Options(null, null);

        /** Separates an element from those before, of which one wrote something. */
        void separate(boolean wroteBefore, Scope scope, Sheet out) throws TemplateLimitException {
            if (wroteBefore && separator != null) {
                separator.write(scope, out);
            }
        }

        void writeAbsent(Scope scope, Sheet out) throws TemplateLimitException {
            if (absent != null) {
                absent.write(scope, out);
            }
        }
    }

    /** A value, or each of a list. */
    record Value(Expression expression, Escape escape, Options options) implements Piece {
        @Override
        public void write(Scope scope, Sheet out) throws TemplateLimitException {
            switch (expression.in(scope)) {
                case null -> options.writeAbsent(scope, out);
                case List<?> list -> writeEach(list, scope, out);
                case Object one -> out.write(one.toString(), escape);
            }
        }

        private void writeEach(List<?> list, Scope scope, Sheet out) throws TemplateLimitException {
            boolean wrote = false;
            for (var element : list) {
                options.separate(wrote, scope, out);
                int before = out.length();
                out.write(element.toString(), escape);
                wrote |= out.length() > before;
            }
        }
    }
}
