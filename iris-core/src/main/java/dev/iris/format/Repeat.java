package dev.iris.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a template that are written once for each element of lists, side by side; several parts take turns. As StringTemplate has
 * it, a separator stands before each element once one before it wrote something. Immutable.
 *
 * @param sources one, or several that are gone through together
 * @param slot of the variable for the first source; those of the others follow, then the counters from 1 and from 0
 */
record Repeat(List<Expression> sources, int slot, List<Piece> bodies, Options options) implements Piece {
    Repeat {
        sources = List.copyOf(sources);
        bodies = List.copyOf(bodies);
    }

    /** How many slots so many sources take. */
    static int slots(int sources) {
        return sources + 2;
    }

    @Override
    public void write(Scope scope, Sheet out) throws TemplateLimitException {
        var lists = new ArrayList<List<?>>(sources.size());
        boolean isThere = false;
        int longest = 0;
        for (var source : sources) {
            var value = source.in(scope);
            isThere |= value != null;
            lists.add(list(value));
            longest = Math.max(longest, lists.getLast().size());
        }
        if (!isThere) {
            options.writeAbsent(scope, out);
        }
        boolean wrote = false;
        for (int i = 0; i < longest; i++) {
            bind(lists, i, scope);
            options.separate(wrote, scope, out);
            int before = out.length();
            out.steps(1);
            bodies.get(i % bodies.size()).write(scope, out);
            wrote |= out.length() > before;
        }
    }

    private void bind(List<List<?>> lists, int place, Scope scope) {
        int next = slot;
        for (var list : lists) {
            scope.set(next++, place < list.size() ? list.get(place) : null);
        }
        scope.set(next++, place + 1);
        scope.set(next, place);
    }

    private static List<?> list(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> list -> list;
            case Object one -> List.of(one);
        };
    }
}
